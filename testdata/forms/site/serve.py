"""Serves the made-up pages on 127.0.0.1:8765 as the paper's site did: addresses with a query, a redirect, no page."""
import gzip
import http.server

PAGES = {
    "/view.php?ud=20200826000999": ("view.html", "text/html; charset=utf-8"),
    "/article/10999999": ("article.html", "text/html"),
    "/old.php": ("old.html", "text/html; charset=euc-kr"),
    "/site.css": ("site.css", "text/css"),
    "/site.js": ("site.js", "application/javascript"),
    "/pic.png": ("pic.png", "image/png"),
}


class Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:8765/view.php?ud=20200826000999")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if self.path not in PAGES:
            self.answer(404, "text/html", b"<html><body>No such page.</body></html>")
            return
        name, kind = PAGES[self.path]
        with open(name, "rb") as page:
            self.answer(200, kind, page.read())

    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        if self.path.startswith("/article"):  # in chunks, as the site of 2025 sends
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            half = len(body) // 2
            for part in (body[:half], body[half:], b""):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
            return
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


http.server.ThreadingHTTPServer(("127.0.0.1", 8765), Site).serve_forever()
