package report

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"iter"
	"net/url"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"herald/internal/article"
)

// articlesSQL selects a row for each article, in the order of the input. The tables are those of batch/database.sql.
const articlesSQL = `SELECT n, headline, coalesce(subheadline, ''), coalesce(byline, ''), coalesce(agency, ''), coalesce(date, ''),
	coalesce(updated, ''), coalesce(day, ''), coalesce(section, ''), body, coalesce(url, ''), coalesce(id, ''),
	coalesce(language, ''), word_count, path, coalesce(member, ''), form, encoding, coalesce(captured, ''), template, notes,
	(SELECT json_group_array(json_object('name', name, 'email', email) ORDER BY position) FROM authors WHERE article = n),
	(SELECT json_group_array(json_object('url', url, 'caption', caption, 'credit', credit) ORDER BY position) FROM images WHERE article = n),
	(SELECT json_group_array(json_object('code', code, 'message', message) ORDER BY position) FROM warnings WHERE article = n)
	FROM articles ORDER BY n`

// databaseRecord scans a row of articlesSQL. It returns a [*DamagedError] if the article is not valid.
func databaseRecord(name string, row *sql.Rows) (record Record, err error) {
	var n int
	a := &article.Article{Schema: article.Schema}
	s := &a.Source
	var notes, authors, images, warnings []byte
	if err := row.Scan(&n, &a.Headline, &a.Subheadline, &a.Byline, &a.Agency, &a.Date, &a.Updated, &a.Day, &a.Section, &a.Body, &a.URL,
		&a.ID, &a.Language, &a.WordCount, &s.Path, &s.Member, &s.Form, &s.Encoding, &s.Captured, &a.Template,
		&notes, &authors, &images, &warnings); err != nil {
		return Record{}, err
	}
	err = errors.Join(json.Unmarshal(notes, &a.Notes), json.Unmarshal(authors, &a.Authors), json.Unmarshal(images, &a.Images))
	if err == nil {
		record, err = recordOf(a, warnings)
	}
	if err != nil {
		err = &DamagedError{name, n, err}
	}
	return record, err
}

// databaseRecords yields the articles of an SQLite database, which it opens read-only. It ends with a [*DamagedError] where
// the database is damaged.
func databaseRecords(name string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		more := true
		err := query(name, func(found *sql.Rows) (bool, error) {
			record, err := databaseRecord(name, found)
			if _, isDamaged := errors.AsType[*DamagedError](err); err != nil && !isDamaged {
				return false, err
			}
			more = yield(record, err)
			return more, nil
		})
		if err != nil && more {
			yield(Record{}, &DamagedError{Name: name, Err: err})
		}
	}
}

// query calls each for the rows of articlesSQL until it reports that it needs no more.
func query(name string, each func(*sql.Rows) (more bool, err error)) (err error) {
	// As a URI: a plain file name would end at a question mark and be opened for writing.
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: name}).EscapedPath()+"?mode=ro")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	found, err := db.QueryContext(context.Background(), articlesSQL)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, found.Close()) }()
	for found.Next() {
		if more, err := each(found); err != nil || !more {
			return err
		}
	}
	return found.Err()
}
