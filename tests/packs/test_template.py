"""The template and the page about packs are made from the tables, and hold what they say."""

import io
import zipfile

from geo_data.packs import template
from geo_data.packs.head import KEYS
from geo_data.packs.read import read_any
from geo_data.packs.unpack import PACK_FILES
from geo_data.tables.articles import PACK_TABLES
from geo_data.tables.files import article_dirs


def test_the_template_is_a_pack_without_a_fault() -> None:
    brought = read_any("template.zip", template.template_zip())
    assert brought.faults == ()
    assert [row["note"] for row in brought.sheets["facts"].rows] == [template.EXAMPLE_NOTE] * 2
    assert brought.sheets["moves"].rows == []


def test_the_template_has_every_key_and_column() -> None:
    with zipfile.ZipFile(io.BytesIO(template.template_zip())) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(files) == {"article.toml", "facts.csv", "moves.csv"}
    assert all(f"\n{key.name} = " in files["article.toml"] for key in KEYS if key.needed)
    for name in ("facts", "moves"):
        header = files[f"{name}.csv"].partition("\n")[0]
        assert header == ",".join(PACK_TABLES[name].header)


def test_the_table_alone_is_one_too() -> None:
    brought = read_any("facts.csv", template.facts_template_csv())
    assert brought.faults == ()
    assert len(brought.sheets["facts"].rows) == 2


def test_the_page_is_in_step() -> None:
    written = template.PAGE.read_text("utf-8")
    assert written == template.page(), "run: python -m geo_data.packs.template"


def test_the_page_names_every_file_key_and_column() -> None:
    page = template.page()
    assert all(f"`{name}`" in page for name in PACK_FILES)
    names = [key.name for key in KEYS]
    names += [name for table in PACK_TABLES.values() for name in table.header]
    assert all(f"\n| {name} | " in page for name in names)


def test_the_page_is_no_article() -> None:
    assert template.PAGE.parent not in article_dirs()
    assert all(folder.is_dir() for folder in article_dirs())
