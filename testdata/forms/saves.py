"""Puts into a page what a program states that saves pages, or a site that shows saved ones: python3 saves.py NAME <page >saved

The shape is that of public descriptions of it; the words are ours.
"""
import sys

HOST = "http://www.koreaherald.com"
PAGE = HOST + "/view.php?ud=20200826000999"
COPY = "https://archive.ph/Ab1cD"

name = sys.argv[1]
page = sys.stdin.read().replace("http://127.0.0.1:8765", HOST)
page = page.replace('src="/', 'src="%s/' % HOST).replace('href="/', 'href="%s/' % HOST)
canonical = '<link rel="canonical" href="%s">\n' % PAGE
if canonical not in page:
    sys.exit("no canonical link")
page = page.replace(canonical, "")  # the save alone knows the address

if name == "monolith":
    page = "<!-- Saved from %s at 2020-09-01T03:15:00Z using monolith v2.8.3 -->\n" % PAGE + page
elif name == "savepage":
    page = page.replace("<head>", '<head>\n<base href="%s">' % PAGE, 1).replace("</head>", """<meta name="savepage-url" content="%s">
<meta name="savepage-title" content="Kite club maps the wind over Banwol field">
<meta name="savepage-pubdate" content="Unknown">
<meta name="savepage-from" content="%s">
<meta name="savepage-date" content="Tue Sep 01 2020 12:15:00 GMT+0900 (Korean Standard Time)">
<meta name="savepage-state" content="Standard Items; Retain cross-origin frames; Load lazy content; Max frame depth = 5;">
<meta name="savepage-version" content="28.11">
</head>""" % (PAGE, PAGE), 1)
elif name == "google-cache":
    page = """<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><base href="%s"><div id="google-cache-hdr">
<div>This is Google&#39;s cache of <a href="%s" dir="ltr">%s</a>. It is a snapshot of the page as it appeared on 1 Sep 2020 03:15:00 GMT.
The <a href="%s">current page</a> could have changed in the meantime.</div></div><div style="position:relative;">""" % (PAGE, PAGE, PAGE, PAGE) + page
elif name == "archive-today":
    page = page.replace('href="' + HOST, 'href="https://archive.ph/o/Ab1cD/' + HOST)
    page = page.replace("<head>", """<head>
<link rel="canonical" href="https://archive.ph/2020.09.01-031500/%s">
<link rel="bookmark" href="http://archive.today/20200901031500/%s">
<meta property="og:url" content="%s">
<meta property="og:site_name" content="archive.ph">""" % (PAGE, PAGE, COPY), 1)
    page = page.replace("<body>", """<body><center><div id="HEADER"><div><form action="https://archive.ph/search/"><input name="q" value="%s"></form>
<div>Webpage</div> <div>Screenshot</div></div></div><div id="CONTENT">""" % PAGE, 1).replace("</body>", "</div></center></body>", 1)
else:
    sys.exit(__doc__)
sys.stdout.write(page)
