package cli

const scalingText = `
'herald batch' reads what extract reads, on all cores, into one output: JSON
lines or CSV (also .gz and .zst), SQLite with full-text search (.db), or DIR/
with a file for each article. Articles are in the order of the pages, the same
bytes whatever --jobs is.

Interrupted runs: until the run completes, the output is OUT.partial with a
journal next to it; a file named OUT is always complete. After Ctrl-C, a crash
or a full disk, the same command with --resume continues, and the result has the
bytes of an uninterrupted run. If OUT is complete, --resume does nothing and
exits with 0, so that a job that is queued again does not start over. Changed
inputs are detected by size and mtime, or with --checksum by content hash. A
second run to the same OUT is refused (exit code 3) while the first writes it.

An OUT that exists, a file or a folder, is refused; with --overwrite it is
replaced when the run completes.

An input that cannot be read leaves the output partial, with exit code 3: the
next --resume reads it again. With --skip-unreadable the output is completed
without such inputs, and the exit code is 3 all the same.

Accounting: --report FILE has a line for each page with its outcome and, if it
is not in the output, the code of the reason (see 'herald help codes'). The
summary counts the same. 'herald report' charts both files.

Filters: --since and --until compare days in Korea. --where is a jq expression
that must be true or false. With --dedupe the first of articles with the same id
or text is kept. A page that takes longer than --timeout is rejected, and the
run continues.

The SQLite output has the tables articles, authors, images and warnings (article
is articles.n), and two full-text indexes of headline and body (rowid is
articles.n): articles_fts finds whole words, and articles_hangul parts of Korean
words, which have their particles attached (match: of three letters or more;
like '%…%': any).

Memory does not grow with the number of pages, except for the keys of --dedupe.

Shards: with --shard I/N several machines split the work without coordination.
Together the shards hold exactly the articles of an unsharded run. Schedulers
take exit code 1 for a failure; with --rejects-ok a complete run in which pages
were rejected ends with 0. With GNU parallel:

  parallel herald batch -q archive --shard {}/8 --resume --rejects-ok \
    -o part.{}.jsonl ::: $(seq 8)

As a Slurm job array:

  #!/bin/sh
  #SBATCH --array=1-8
  herald batch -q archive --shard $SLURM_ARRAY_TASK_ID/8 --resume \
    --rejects-ok -o part.$SLURM_ARRAY_TASK_ID.jsonl

As a Kubernetes Indexed Job, with an image that contains herald and sh, and the
archive on a volume that all pods mount (ReadWriteMany):

  apiVersion: batch/v1
  kind: Job
  metadata:
    name: herald
  spec:
    completionMode: Indexed
    completions: 8
    parallelism: 8
    backoffLimitPerIndex: 3
    template:
      spec:
        restartPolicy: Never
        containers:
        - name: herald
          image: herald
          workingDir: /data
          command: [sh, -c]
          args:
          - >-
            herald batch -q archive --shard $((JOB_COMPLETION_INDEX + 1))/8
            --resume --rejects-ok -o part.$JOB_COMPLETION_INDEX.jsonl
          volumeMounts: [{name: data, mountPath: /data}]
        volumes:
        - name: data
          persistentVolumeClaim: {claimName: data}

Workers: 'herald extract' on standard input answers each line of JSON lines, or
each path with --files-from -, as soon as it is read, in order. A rejected page
is {"error": {"code", "message"}, "source": {"path", "member"}} with the flag
of --emit-rejected, so that each row in is a line out. For Spark (rdd.pipe),
Hadoop streaming, Ray, Beam or a program of one's own:

  herald extract --emit-rejected --rejects-ok --html-field html --id-field key

With GNU parallel, in blocks of whole lines:

  parallel --pipe --keep-order herald extract --emit-rejected --rejects-ok \
    --html-field html <pages.jsonl >articles.jsonl

Object stores: herald fetches nothing; their own programs do (aws s3 cp, gsutil
cp, rclone cat), into a pipe or onto the disk of the node.`

const scalingExample = `
# A corpus that can be searched, and what became of each page
$ herald batch -q archive -o corpus.db --report pages.jsonl
$ sqlite3 corpus.db "select a.headline from articles_fts f join articles a on a.n = f.rowid where articles_fts match 'fishing port'"
North Korea shows new fishing port on eve of party anniversary

# Korean words, whatever particle they have
$ sqlite3 corpus.db "select a.headline from articles_hangul h join articles a on a.n = h.rowid where articles_hangul match '대한민국'"

# Articles of some days on a subject
$ herald batch -q archive --since 2020-01-01 --where '.body | test("North Korea")' -o north.jsonl.gz

# The shards of a run are the run
$ herald batch -q archive --shard 1/2 -o part.1.jsonl
$ herald batch -q archive --shard 2/2 -o part.2.jsonl
$ herald batch -q archive -o whole.jsonl
$ sort part.*.jsonl | diff - <(sort whole.jsonl)`
