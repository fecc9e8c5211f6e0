"""Makes of a page what Safari saves as a web archive: python3 webarchive.py binary|xml <page >archive"""
import plistlib
import sys

SITE = "http://127.0.0.1:8765"


def resource(path, kind, data):
    return {"WebResourceData": data, "WebResourceMIMEType": kind, "WebResourceURL": SITE + path}


page = resource("/view.php?ud=20200826000999", "text/html", sys.stdin.buffer.read())
page.update({"WebResourceTextEncodingName": "UTF-8", "WebResourceFrameName": ""})
archive = {
    "WebSubresources": [resource(path, kind, open("site" + path, "rb").read()) for path, kind in (("/site.css", "text/css"), ("/pic.png", "image/png"))],
    "WebSubframeArchives": [{"WebMainResource": resource("/frame.html", "text/html", b"<p>A frame.</p>")}],
    "WebMainResource": page,
}
plistlib.dump(archive, sys.stdout.buffer, fmt=plistlib.FMT_BINARY if sys.argv[1] == "binary" else plistlib.FMT_XML, sort_keys=False)
