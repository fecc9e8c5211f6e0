filedesc://made.arc 0.0.0.0 20261123125454 text/plain 76
1 0 InternetArchive
URL IP-address Archive-date Content-type Archive-length

http://127.0.0.1:8765/view.php?ud=20200826000999 127.0.0.1 20261123125454 text/html 3024
HTTP/1.1 200 OK
Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 23 Nov 2026 12:54:54 GMT
Content-Type: text/html; charset=utf-8
Content-Length: 2870

<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Kite club maps the wind over Banwol field - The Korea Herald</title>
<meta property="og:title" content="Kite club maps the wind over Banwol field">
<meta property="og:type" content="article">
<meta property="og:image" content="http://127.0.0.1:8765/pic.png">
<link rel="canonical" href="http://127.0.0.1:8765/view.php?ud=20200826000999">
<link rel="stylesheet" href="/site.css">
<script src="/site.js"></script>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Kite club maps the wind over Banwol field","datePublished":"2020-08-26T15:44:00","author":{"@type":"Person","name":"Gong Sae-byeok"},"image":"http://127.0.0.1:8765/pic.png"}</script>
</head>
<body>
<div class="header"><div class="header_bottom_section_tit ellipsis">National</div>
<ul class="nav">
<li><a href="/list.php?ct=0200">National</a></li>
<li><a href="/list.php?ct=0201">Business</a></li>
<li><a href="/list.php?ct=0202">Life</a></li>
<li><a href="/list.php?ct=0203">Culture</a></li>
<li><a href="/list.php?ct=0204">Sports</a></li>
<li><a href="/list.php?ct=0205">World</a></li>
<li><a href="/list.php?ct=0206">Opinion</a></li>
<li><a href="/list.php?ct=0207">Photo</a></li>
</ul>
</div>
<div class="main"><div><div class="view_bg"><div class="view">
<h1 class="view_tit">Kite club maps the wind over Banwol field</h1>
<h2 class="view_tit_sub">Forty strings &amp; one very patient goat</h2>
<div class="view_tit_byline">
<div class="view_tit_byline_l"><a href="/search/list_name.php?byline=Gong+Sae-byeok">By Gong Sae-byeok</a></div>
<div class="view_tit_byline_r">Published : Aug 26, 2020 - 15:44 &nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;Updated : Aug 26, 2020 - 20:36</div>
</div>
<div class="view_con article" id="articleText">
<div class="view_con_t">
The kite club of Banwol spent its whole summer on a chart that nobody had ordered, and on Wednesday it hung the chart in the bus shelter.<br><br>
Forty strings of equal length were let out at dawn, at noon and at dusk. A goat named 보리 was tied to the last of them &mdash; “the only steady anchor we own,” the secretary said.<br><br>
<table><tbody><tr><td><img src="/pic.png" alt="Members of the kite club count strings. (Kite Club)"><div class="view_con_caption">Members of the kite club count strings. (Kite Club)</div></td></tr></tbody></table>
The field turned out to have two winds, one of which leaves at four o'clock. = The equals sign stands here for quoted-printable.<br><br>
The chart can be seen until the tape gives way.<br><br>
By Gong Sae-byeok (<a href="mailto:dawn@example.com">dawn@example.com</a>)
</div>
</div>
</div></div></div></div>
<div class="footer">
<p>PRIVACY STATEMENT</p>
<p>Copyright of a made-up paper. All rights reserved.</p>
</div>
<script>var _AceTitle = "";</script>
</body>
</html>

