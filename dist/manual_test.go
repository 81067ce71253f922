package main

import "testing"

// TestPage: usage stands before all else, a list stays one, and lines that are to be as they are end where text goes on.
func TestPage(t *testing.T) {
	const help = `Compare two. Each is one of

  a topology     which is rendered
  -              standard input, of which
                 no more is known

More of it.

Usage:
  render diff [flags] OLD NEW

Examples:
  render diff a b

Told at last.

Exit codes: 0 done;
3 wrong.

Where it goes:
  -o, --output FILE  write FILE
      --quiet        say less,
                     but errors
`
	const want = `.TH RENDER\-DIFF 1 "" "" "render"
.SH NAME
render\-diff \- compare
.SH SYNOPSIS
.nf
  render diff [flags] OLD NEW

.fi
.SH DESCRIPTION
Compare two. Each is one of
.PP
.TP
a topology
which is rendered
.TP
\-
standard input, of which
no more is known
.PP
More of it.
.PP
.SH EXAMPLES
.nf
  render diff a b

.fi
.PP
Told at last.
.PP
.SH EXIT STATUS
0 done;
3 wrong.
.PP
.SH WHERE IT GOES
.TP
\-o, \-\-output FILE
write FILE
.TP
\-\-quiet
say less,
but errors
`
	if got := page("render-diff", "compare", help); got != want {
		t.Errorf("%s", got)
	}
}
