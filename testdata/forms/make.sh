#!/bin/sh
# Makes the samples beside this script from the made-up pages in site/, each with the tool that people use.
# Run by hand; the tests read what it made, and name the times of saving: put the new ones there. From Debian: curl wget httrack lynx w3m chromium xvfb openbox xdotool zip tar gzip
# zstd brotli xz-utils bzip2 perl python3 nodejs. From npm, MODULES naming its folder: npm install single-file-cli warcio playwright-core
# The Wayback Machine is a site, not a tool: wayback.py puts its toolbar, scripts, comments and addresses, in the shape
# that is known of them and with words of our own, around a page. No real capture was at hand.
set -eu
cd "$(dirname "$0")"
here=$PWD
site=http://127.0.0.1:8765
view="$site/view.php?ud=20200826000999"
article="$site/article/10999999"
chromium=$(command -v chromium)
singlefile() { "$MODULES/.bin/single-file" "$@" --browser-executable-path="$chromium" --browser-args='["--no-sandbox"]'; }
work=$(mktemp -d)
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT

(cd site && exec python3 serve.py 2>/dev/null) &
server=$!
until curl -s -o "$work/out" "$site/site.css"; do sleep 1; done

# curl -i: as the server sent it; unpacked by curl, which leaves the header as it was; after a redirect; no page.
curl -si "$view" >curl.http
curl -si --compressed "$article" >curl_compressed.http
curl -si -H 'Accept-Encoding: gzip' "$article" >curl_gzip.http
curl -siL "$site/moved" >curl_redirected.http
curl -si "$site/gone" >curl_404.http

# wget: a mirror, whose names have no ending; a WARC with a record per gzip member, and one uncompressed.
(cd "$work" && wget -q -x -nH "$view" "$article")
rm -rf mirror && mkdir mirror && mv "$work/view.php?ud=20200826000999" "$work/article" mirror/
(cd "$work" && wget -q -O out --no-warc-keep-log --warc-file=wget "$view" "$article" "$site/old.php" "$site/pic.png")
(cd "$work" && wget -q -O out --no-warc-keep-log --no-warc-compression --warc-file=wget "$view")
mv "$work/wget.warc.gz" "$work/wget.warc" .
gzip -dc wget.warc.gz | gzip -9n >wget_single.warc.gz            # the whole WARC as one member
"$MODULES/.bin/warcio" cdx-index wget.warc.gz >"$work/index.cdxj" 2>/dev/null
# ARC: the same captures in the format before WARC, for which no writer is left: arc.py writes it as its description says.
python3 arc.py <wget.warc >wget.arc
gzip -dc wget.warc.gz | python3 arc.py gzip >wget.arc.gz
zstd -q --train -B512 --maxdict=1024 site/*.html wget.warc -o "$work/dictionary"
python3 - "$work/dictionary" <<'PY' >wget.warc.zst
import struct, subprocess, sys
dictionary = open(sys.argv[1], "rb").read()
out = sys.stdout.buffer
out.write(b"\x5d\x2a\x4d\x18" + struct.pack("<I", len(dictionary)) + dictionary)
for record in open("wget.warc", "rb").read().split(b"WARC/1.0\r\n")[1:]:
    frame = subprocess.run(["zstd", "-q", "-D", sys.argv[1]], input=b"WARC/1.0\r\n" + record, stdout=subprocess.PIPE, check=True)
    out.write(frame.stdout)
PY

# WACZ: the WARC and the files that the format asks for.
mkdir -p "$work/wacz/archive" "$work/wacz/indexes" "$work/wacz/pages"
cp wget.warc.gz "$work/wacz/archive/data.warc.gz"
cp "$work/index.cdxj" "$work/wacz/indexes/index.cdx"
printf '{"format":"json-pages-1.0","id":"pages"}\n{"url":"%s"}\n' "$view" >"$work/wacz/pages/pages.jsonl"
printf '{"profile":"data-package","wacz_version":"1.1.1","resources":[{"path":"archive/data.warc.gz"}]}' >"$work/wacz/datapackage.json"
rm -f made.wacz && (cd "$work/wacz" && zip -q -0 -r -X "$here/made.wacz" archive indexes pages datapackage.json)

# Safari's web archive, a property list: binary as Safari writes it, and XML as plutil -convert xml1 makes it.
python3 webarchive.py binary <site/view.html >binary.webarchive
python3 webarchive.py xml <site/view.html >xml.webarchive

# Text renderings.
lynx -dump -nolist -width=100 "$view" >lynx.txt
w3m -dump -cols 100 "$view" >w3m.txt

# Chromium: MHTML and SingleFile (also as a self-extracting archive, whose unpacking program of 50 KB is left out here).
export NODE_PATH="$MODULES"
node chrome.cjs "$chromium" "$work/profile1" "$view" >chrome.mhtml
node chrome.cjs "$chromium" "$work/profile2" "$site/old.php" >chrome_old.mhtml
rm -f singlefile.html && singlefile "$view" singlefile.html
singlefile "$view" "$work/zip.html" --compress-content
perl -0pe 's{<script>var zip=.*?</script>}{}s' "$work/zip.html" >singlefile_zip.html

# Chromium: the HAR of three visits.
node har.cjs "$chromium" chromium.har "$view" "$article" "$site/old.php"

# Chromium's own "save as, complete", of a page and of its view-source tab, by the keyboard as a person does it.
sh save-as.sh "$chromium" "$view" "$here/chrome_complete.html"
sh save-as.sh "$chromium" "view-source:$view" "$here/view_source.html"

# The Wayback Machine, today's additions and those of 2011.
python3 wayback.py new <site/view.html >wayback.html
python3 wayback.py old <site/view.html >wayback_old.html

# HTTrack: a mirror with its index and its cache.
rm -rf httrack && (cd "$work" && httrack "$view" "$article" "$site/old.php" -O mirror --depth=1 -q -%v0 >out) && mv "$work/mirror" httrack

# Saves whose program or site is not at hand: saves.py writes what they state around a page.
for save in monolith savepage google-cache archive-today; do
	python3 saves.py "$save" <site/view.html >"$save.html"
done

# Packed.
gzip -9nc site/view.html >view.html.gz
zstd -qf site/view.html -o view.html.zst
xz -9kc site/view.html >view.html.xz
bzip2 -9kc site/view.html >view.html.bz2
brotli -fk site/view.html -o view.html.br
rm -f pages.zip && (cd site && zip -q -X "$here/pages.zip" view.html article.html old.html pic.png site.css)
tar -C site --owner=0 --group=0 --mtime=@1598400000 -czf pages.tgz view.html article.html old.html pic.png site.css
tar -C site --owner=0 --group=0 --mtime=@1598400000 --format=v7 -cf pages_v7.tar ./view.html
(cd "$here" && rm -f nested.zip && zip -q -X nested.zip pages.tgz chrome.mhtml)
