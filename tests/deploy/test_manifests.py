"""Dockerfile, compose.yaml and kubernetes.yaml are sound, and say the same."""

import re
import tomllib
from typing import Any

import kubernetes_validate  # type: ignore[import-untyped]
import pytest
from streamlit import config

from tests.deploy import manifests
from tests.deploy.front import CONF
from tests.server import ROOT

HEALTH = "/_stcore/health"
DIGEST = "@sha256:[0-9a-f]{64}"
REPLICAS = ("app-1", "app-2")
# The oldest that the file promises to work on, and the newest that the package knows.
VERSIONS = ("1.27", kubernetes_validate.latest_version())


def _services() -> dict[str, Any]:
    services: dict[str, Any] = manifests.compose()["services"]
    return services


def _pod() -> dict[str, Any]:
    pod: dict[str, Any] = manifests.kind("Deployment")["spec"]["template"]["spec"]
    return pod


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("found", manifests.kubernetes(), ids=lambda found: str(found["kind"]))
def test_kubernetes_takes_every_object(found: dict[str, Any], version: str) -> None:
    kubernetes_validate.validate(found, version, strict=True)


def test_the_validation_is_strict() -> None:
    wrong = manifests.kind("Service")
    wrong["spec"]["sessionAfinity"] = "ClientIP"
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, VERSIONS[-1], strict=True)


def test_objects_of_kubernetes_belong_together() -> None:
    deployment = manifests.kind("Deployment")
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    assert deployment["spec"]["selector"]["matchLabels"] == labels
    assert manifests.kind("Service")["spec"]["selector"] == labels
    assert manifests.kind("PodDisruptionBudget")["spec"]["selector"]["matchLabels"] == labels
    policy = manifests.kind("NetworkPolicy")["spec"]
    assert policy["podSelector"]["matchLabels"] == labels
    assert policy["egress"] == []
    assert set(policy["policyTypes"]) == {"Ingress", "Egress"}
    target = manifests.kind("HorizontalPodAutoscaler")["spec"]
    assert target["scaleTargetRef"]["name"] == deployment["metadata"]["name"]
    assert target["minReplicas"] >= 2
    assert "replicas" not in deployment["spec"]
    (rule,) = manifests.kind("Ingress")["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    service = manifests.kind("Service")
    assert path["backend"]["service"]["name"] == service["metadata"]["name"]
    assert path["backend"]["service"]["port"]["name"] == service["spec"]["ports"][0]["name"]


def test_the_image_is_one() -> None:
    images = {_services()[name]["image"] for name in REPLICAS}
    assert images == {manifests.container()["image"].rpartition("/")[2]}
    assert re.fullmatch(rf"python:3\.1\d\.\d+-slim-\w+{DIGEST}", manifests.only("FROM"))
    assert re.fullmatch(rf"nginx:\d+\.\d+\.\d+-\w+{DIGEST}", _services()["front"]["image"])


def test_the_port_is_one() -> None:
    port = manifests.env()["STREAMLIT_SERVER_PORT"]
    assert manifests.only("EXPOSE") == port
    compose = manifests.compose()
    addresses = [_services()[name]["networks"]["inside"]["ipv4_address"] for name in REPLICAS]
    lines = [f"server {address}:{port} max_fails=1 fail_timeout=2s;" for address in addresses]
    assert compose["configs"]["upstream"]["content"].splitlines() == lines
    (listed,) = manifests.container()["ports"]
    assert str(listed["containerPort"]) == port
    (service,) = manifests.kind("Service")["spec"]["ports"]
    assert service["targetPort"] == listed["name"]
    (rule,) = manifests.kind("NetworkPolicy")["spec"]["ingress"]
    assert [str(each["port"]) for each in rule["ports"]] == [port]


def test_the_front_listens_where_compose_publishes() -> None:
    compose, front = manifests.compose(), _services()["front"]
    port = re.fullmatch(r"listen (\d+);\n", compose["configs"]["listen"]["content"])
    assert port
    assert [each.rpartition(":")[2] for each in front["ports"]] == [port[1]]
    assert f":{port[1]}/" in front["healthcheck"]["test"][-1]
    # Included by name from beside the configuration.
    targets = {each["target"] for each in front["configs"]}
    included = re.findall(r"include (\S+);", CONF.read_text("utf-8"))
    assert targets == {f"/etc/nginx/{name}" for name in included}
    (volume,) = front["volumes"]
    source, target, mode = volume.split(":")
    assert (ROOT / source).resolve() == CONF
    assert (target, mode) == ("/etc/nginx/nginx.conf", "ro")
    assert target in front["entrypoint"]


def test_health_is_asked_for_at_one_path() -> None:
    probes = [
        manifests.container()[f"{name}Probe"] for name in ("startup", "readiness", "liveness")
    ]
    assert {probe["httpGet"]["path"] for probe in probes} == {HEALTH}
    assert {probe["httpGet"]["port"] for probe in probes} == {
        each["name"] for each in manifests.container()["ports"]
    }
    assert HEALTH.strip("/") in manifests.exec_form("HEALTHCHECK")[-1]
    # The replicas have the image's own test.
    assert [name for name in REPLICAS if "test" in _services()[name]["healthcheck"]] == []
    assert _services()["front"]["healthcheck"]["test"][-1].endswith(HEALTH.strip("/"))


def _environments() -> list[dict[str, Any]]:
    kubernetes = {each["name"]: each for each in manifests.container()["env"]}
    return [manifests.env(), *(_services()[name]["environment"] for name in REPLICAS), kubernetes]


def test_streamlit_knows_every_variable() -> None:
    known = {option.env_var for option in config.get_config_options().values()}
    names = {name for each in _environments() for name in each if name.startswith("STREAMLIT_")}
    assert names - known == set()
    # What the file sets is set anew only where a container has to differ.
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["server"]
    options = {option.env_var: key for key, option in config.get_config_options().items()}
    twice = {name for name in names if options[name].removeprefix("server.") in settings}
    assert twice == {"STREAMLIT_SERVER_ADDRESS"}


def test_the_secret_comes_from_outside() -> None:
    name = "STREAMLIT_SERVER_COOKIE_SECRET"
    assert name not in manifests.env()
    given = {_services()[replica]["environment"][name] for replica in REPLICAS}
    assert len(given) == 1
    assert given.pop().startswith("${COOKIE_SECRET:?")
    (variable,) = (each for each in manifests.container()["env"] if each["name"] == name)
    assert variable["valueFrom"].keys() == {"secretKeyRef"}


def test_containers_can_do_little() -> None:
    user, _, group = manifests.only("USER").partition(":")
    assert int(user) > 0
    for name, service in _services().items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["user"].split(":")[0] not in {"0", "root"}, name
        assert service["deploy"]["resources"]["limits"].keys() >= {"cpus", "memory"}, name
        assert service["tmpfs"], name
        assert service["restart"] == "unless-stopped", name
    assert {_services()[name]["user"] for name in REPLICAS} == {f"{user}:{group}"}
    assert manifests.compose()["networks"]["inside"]["internal"] is True
    pod, container = _pod(), manifests.container()
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] == int(user)
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert container["resources"].keys() == {"requests", "limits"}


def test_readers_are_not_dropped_by_an_update() -> None:
    deployment, pod = manifests.kind("Deployment")["spec"], _pod()
    assert deployment["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    sleep = manifests.container()["lifecycle"]["preStop"]["exec"]["command"]
    assert int(sleep[-1]) < pod["terminationGracePeriodSeconds"]
    waits = _services()["front"]["depends_on"]
    assert {name: waits[name]["condition"] for name in REPLICAS} == dict.fromkeys(
        REPLICAS, "service_healthy"
    )
