-- One row for each article, in the order of the input. What an article has several of stands in a table of its own.
-- schema
CREATE TABLE articles (
  n           INTEGER PRIMARY KEY, -- 1 for the first article of the input
  headline    TEXT NOT NULL,
  subheadline TEXT,
  byline      TEXT, -- as printed
  agency      TEXT,
  date        TEXT, -- RFC 3339
  updated     TEXT,
  day         TEXT, -- of date, in Korea
  section     TEXT,
  body        TEXT NOT NULL,
  notes       TEXT NOT NULL, -- a JSON array
  url         TEXT,
  id          TEXT, -- the site's own; not unique: a page may be saved twice
  language    TEXT,
  word_count  INTEGER NOT NULL,
  path        TEXT NOT NULL, -- of the saved page
  member      TEXT,
  form        TEXT NOT NULL,
  encoding    TEXT NOT NULL,
  captured    TEXT,
  template    TEXT NOT NULL
);
CREATE TABLE authors  (article INTEGER NOT NULL REFERENCES articles, position INTEGER NOT NULL, name TEXT NOT NULL, email TEXT,
  PRIMARY KEY (article, position)) WITHOUT ROWID;
CREATE TABLE images   (article INTEGER NOT NULL REFERENCES articles, position INTEGER NOT NULL, url TEXT, caption TEXT, credit TEXT,
  PRIMARY KEY (article, position)) WITHOUT ROWID;
CREATE TABLE warnings (article INTEGER NOT NULL REFERENCES articles, position INTEGER NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL,
  PRIMARY KEY (article, position)) WITHOUT ROWID;
-- indexes
CREATE INDEX articles_day     ON articles (day);
CREATE INDEX articles_date    ON articles (date);
CREATE INDEX articles_section ON articles (section);
CREATE INDEX articles_byline  ON articles (byline);
CREATE INDEX articles_id      ON articles (id);
CREATE INDEX authors_name     ON authors (name);
CREATE VIRTUAL TABLE articles_fts USING fts5 (headline, body, content = 'articles', content_rowid = 'n', tokenize = 'unicode61');
INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');
INSERT INTO articles_fts (articles_fts) VALUES ('optimize');
-- unicode61 takes a Korean word with its particle for another word; trigrams find parts of words, of three letters or more. Only
-- articles with Hangul are in this index: one of all would be as large as the table.
CREATE VIRTUAL TABLE articles_hangul USING fts5 (headline, body, content = 'articles', content_rowid = 'n', tokenize = 'trigram');
INSERT INTO articles_hangul (rowid, headline, body)
  SELECT n, headline, body FROM articles WHERE headline GLOB '*[가-힣]*' OR body GLOB '*[가-힣]*';
INSERT INTO articles_hangul (articles_hangul) VALUES ('optimize');
