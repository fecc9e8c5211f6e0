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
const articlesSQL = `SELECT n, headline, coalesce(byline, ''), coalesce(agency, ''), coalesce(day, ''),
	coalesce(section, ''), body, coalesce(url, ''), coalesce(id, ''), word_count, path, coalesce(member, ''), template,
	coalesce(subheadline, ''), coalesce(date, ''), coalesce(updated, ''), coalesce(language, ''), json_array_length(notes),
	(SELECT count(*) FROM authors WHERE article = n), (SELECT count(*) FROM images WHERE article = n),
	(SELECT json_group_array(json_object('code', code, 'message', message) ORDER BY position) FROM warnings WHERE article = n)
	FROM articles ORDER BY n`

// databaseRecords yields the articles of an SQLite database, which it opens read-only. It ends with a [*DamagedError] where
// the database is damaged.
func databaseRecords(name string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		n, more := 0, true
		err := query(name, func(found *sql.Rows) (bool, error) {
			f := lineFields{Schema: article.Schema}
			var warnings string
			var notes, authors, images int
			if err := found.Scan(&n, &f.Headline, &f.Byline, &f.Agency, &f.Day, &f.Section, &f.Body, &f.URL, &f.ID,
				&f.Words, &f.Source.Path, &f.Source.Member, &f.Template, &f.Subhead, &f.Date, &f.Updated, &f.Language, &notes, &authors, &images,
				&warnings); err != nil {
				return false, err
			}
			f.Notes, f.Authors, f.Images = make([]json.RawMessage, notes), make([]json.RawMessage, authors), make([]json.RawMessage, images)
			f.Warnings = []byte(warnings)
			record, err := f.record()
			if err != nil {
				err = &DamagedError{name, n, err}
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
