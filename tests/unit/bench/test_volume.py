from bench.volume import Volume, links_of

PAGE = """
<link rel="stylesheet" href="/static/v1/css/a.css"><script type="module" src="/static/v1/js/main.js"></script>
<a href="/exam">rounds</a>
"""
MODULE = """
import { one } from "./one.js";
import "../vendor/idb.js";
const two = await import('./two.js');
export { three } from "./three.js";
"""


def test_page_names_its_static_files_and_no_page():
    assert list(links_of(PAGE, "/")) == ["/static/v1/css/a.css", "/static/v1/js/main.js"]


def test_module_names_what_it_imports_relative_to_itself():
    assert list(links_of(MODULE, "/static/v1/js/main.js")) == [
        "/static/v1/js/one.js",
        "/static/v1/vendor/idb.js",
        "/static/v1/js/two.js",
        "/static/v1/js/three.js",
    ]


def test_style_sheet_names_its_fonts_and_no_embedded_image():
    sheet = 'src: url("../fonts/sc.woff2") format("woff2"); background: url(data:image/png;base64,AA)'
    assert list(links_of(sheet, "/static/v1/css/a.css")) == ["/static/v1/fonts/sc.woff2"]


def test_sitting_costs_its_pages_its_journal_and_its_heartbeats():
    volume = Volume(150, 32, 22_000, 60_000, pages=10, journal=20, heartbeats=30, static={})
    assert volume.sitting == 60
