"""Turns a WARC on standard input into an ARC: version 1, or version 2 with a gzip member for each record."""
import gzip
import re
import sys

packed = sys.argv[1:] == ["gzip"]
out = sys.stdout.buffer


def write(record):
    out.write(gzip.compress(record, 9, mtime=0) if packed else record)


def line(url, ip, date, kind, status, size):
    return " ".join([url, ip, date, kind] + ([status, "-", "-", "0", "made.arc.gz"] if packed else []) + [str(size)]).encode() + b"\n"


names = b"URL IP-address Archive-date Content-type " + (b"Result-code Checksum Location Offset Filename " if packed else b"") + b"Archive-length\n"
version = (b"2" if packed else b"1") + b" 0 InternetArchive\n" + names
write(line("filedesc://made.arc", "0.0.0.0", "20261123125454", "text/plain", "200", len(version)) + version + b"\n")
for record in sys.stdin.buffer.read().split(b"WARC/1.0\r\n")[1:]:
    head, _, block = record.partition(b"\r\n\r\n")
    fields = dict(re.findall(r"^([\w-]+): <?(.*?)>?\r?$", head.decode(), re.M))
    if fields["WARC-Type"] != "response":
        continue
    block = block[: int(fields["Content-Length"])]
    kind = re.search(rb"(?im)^content-type: ([^;\r]+)", block)[1].decode()
    date = re.sub(r"\D", "", fields["WARC-Date"])
    write(line(fields["WARC-Target-URI"], fields["WARC-IP-Address"], date, kind, "200", len(block)) + block + b"\n")
