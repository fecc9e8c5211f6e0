"""Puts around a page what the Wayback Machine adds: python3 wayback.py new|old <page >shown

The shape is that of public descriptions of it (names of comments, scripts, ids; where they stand); the words are ours.
"""
import re
import sys

STAMP = "20200901031500"
HOST = "http://www.koreaherald.com"
PAGE = HOST + "/view.php?ud=20200826000999"
WEB = "https://web.archive.org/web/" + STAMP

page = sys.stdin.read().replace("http://127.0.0.1:8765", HOST)
page = re.sub(r'(src)="/', r'\1="/web/%sim_/%s/' % (STAMP, HOST), page)  # from the root of the archive
page = re.sub(r'(href)="/', r'\1="%s/%s/' % (WEB, HOST), page)  # with its host
page = page.replace('content="' + HOST, 'content="%s/%s' % (WEB, HOST))
page = page.replace('"image":"' + HOST, '"image":"' + (WEB + "im_/" + HOST).replace("/", r"\/"))  # in JSON

NEW_HEAD = """<script type="text/javascript" src="https://web-static.archive.org/_static/js/bundle-playback.js?v=made" charset="utf-8"></script>
<script type="text/javascript" src="https://web-static.archive.org/_static/js/wombat.js?v=made" charset="utf-8"></script>
<script>window.RufflePlayer=window.RufflePlayer||{};window.RufflePlayer.config={"autoplay":"on"};</script>
<script type="text/javascript">
    __wm.init("https://web.archive.org/web");
  __wm.wombat("%s","%s","https://web.archive.org/","web","https://web-static.archive.org/_static/",
	      "1598930100");
</script>
<link rel="stylesheet" type="text/css" href="https://web-static.archive.org/_static/css/banner-styles.css?v=made" />
<link rel="stylesheet" type="text/css" href="/_static/css/iconochive.css?v=made" />
<!-- End Wayback Rewrite JS Include -->
""" % (PAGE, STAMP)

OLD_HEAD = """<script type="text/javascript" src="http://staticweb.archive.org/js/analytics.js"></script>
"""

NEW_TOOLBAR = """<!-- BEGIN WAYBACK TOOLBAR INSERT -->
<script>__wm.rw(0);</script>
<div id="wm-ipp-base" lang="en" style="display:none;direction:ltr;"><div id="wm-ipp"><p>Words of the toolbar: 12 captures.</p></div></div>
<div id="wm-ipp-print">The Wayback Machine - %s/%s</div>
<script type="text/javascript">//<![CDATA[
__wm.bt(775,27,25,2,"web","%s","%s",1996,"https://web-static.archive.org/_static/",["x"], false);
  __wm.rw(1);
//]]></script>
<!-- END WAYBACK TOOLBAR INSERT -->""" % (WEB, PAGE, PAGE, STAMP)

OLD_TOOLBAR = """<!-- BEGIN WAYBACK TOOLBAR INSERT -->
<div id="wm-ipp" style="display:none;">
<form name="wmtb" method="get"><input type="text" name="url" id="wmtbURL" value="%s" style="width:400px;" /></form>
<p>Words of the toolbar: 12 captures.</p>
</div>
<!-- END WAYBACK TOOLBAR INSERT -->""" % PAGE

COMMENTS = """<!--
     FILE ARCHIVED ON 03:15:00 Sep 01, 2020 AND RETRIEVED FROM THE
     INTERNET ARCHIVE ON 04:00:00 Nov 23, 2026.
     JAVASCRIPT APPENDED BY WAYBACK MACHINE, COPYRIGHT INTERNET ARCHIVE.
-->
"""
TIMINGS = """<!--
playback timings (ms):
  captures_list: 0.5
  load_resource: 100.0
-->"""

head, toolbar, end = (NEW_HEAD, NEW_TOOLBAR, COMMENTS + TIMINGS) if sys.argv[1] == "new" else (OLD_HEAD, OLD_TOOLBAR, COMMENTS)
page = page.replace("<head>", "<head>" + head, 1).replace("<body>", "<body>" + toolbar + "\n", 1)
sys.stdout.write(page + end)
