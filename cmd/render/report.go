package main

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"render/internal/disk"
	"render/render/diag"
	"render/render/wording"
)

func reportFormats() []string { return []string{"text", "json", "sarif", "github"} }

// printReport writes what a run found in one of the formats.
func printReport(w io.Writer, format string, r diag.Report) error {
	switch format {
	case "json":
		return diag.JSON(w, r)
	case "sarif":
		return diag.SARIF(w, r)
	case "github":
		return diag.GitHub(w, r)
	}
	for _, in := range r.Inputs {
		if in.Failure != "" {
			if _, err := io.WriteString(w, wording.WithoutKey(in.Failure)+"\n"); err != nil {
				return err
			}
		}
		if err := diag.Text(w, in.Diagnostics); err != nil {
			return err
		}
	}
	return nil
}

// reports are the forms in which a run tells what it found, and where they go.
type reports struct {
	text  bool // to stderr, as each topology is checked
	files []reportFile
}

type reportFile struct {
	format string
	to     *disk.Target // nil: stdout
}

// newReports reads --format, "sarif=render.sarif". A format without a file takes
// the place of the text on stderr.
func newReports(list []string) (reports, error) {
	out, err := readReports(list, reportFormats(), true)
	onStdout := func(f reportFile) bool { return f.to == nil }
	out.text = !slices.ContainsFunc(out.files, onStdout) || slices.Contains(list, "text")
	return out, err
}

// readReports reads --format, of which each is one of the known. Where text is for stderr
// it needs no file.
func readReports(list, known []string, aside bool) (out reports, err error) {
	onStdout := ""
	for _, one := range list {
		format, name, hasFile := strings.Cut(one, "=")
		if !slices.Contains(known, format) {
			return out, unknownValue("format", format, known)
		}
		to := reportFile{format: format}
		switch {
		case hasFile && name != "-":
			if to.to, err = locateReport(one, name); err != nil {
				return out, err
			}
			if at := slices.IndexFunc(out.files, func(f reportFile) bool { return f.to != nil && f.to.Path == to.to.Path }); at >= 0 {
				return out, usage("--format writes two reports into %s; write: another file for one of them", quoteWord(name))
			}
		case aside && format == "text" && !hasFile:
			continue
		case onStdout != "":
			return out, usage("--format %s and --format %s would mix on stdout; write: --format %s=FILE for one of them", onStdout, format, format)
		default:
			onStdout = format
		}
		out.files = append(out.files, to)
	}
	return out, nil
}

func locateReport(given, name string) (*disk.Target, error) {
	if name == "" {
		return nil, usage("--format %s names no file; write: --format %sFILE, or --format %s", given, given, strings.TrimSuffix(given, "="))
	}
	return located("--format "+quoteWord(given)+":", name)
}

// locateFile finds out which file a flag names that a run writes.
func locateFile(flag, name, example string) (*disk.Target, error) {
	if name == "" {
		return nil, usage("%s names no file; write: %[1]s %s", flag, example)
	}
	return located(flag, name)
}

func located(flag, name string) (*disk.Target, error) {
	to, err := disk.Locate(name)
	switch {
	case errors.Is(err, disk.ErrFolder):
		return nil, usage("%s %s is a folder; write: the name of a file", flag, quoteWord(name))
	case errors.Is(err, disk.ErrSocket), errors.Is(err, disk.ErrForeign):
		return nil, usage("%s %s %s; write: the name of a file", flag, quoteWord(name), err)
	case err != nil:
		return nil, unwritten(to, err)
	}
	return to, nil
}

// write puts each report where it goes, also where the run fails by what it
// found.
func (r *reports) write(s *shell, reads *disk.Reads, print func(w io.Writer, to reportFile) error) error {
	for _, one := range r.files {
		var text bytes.Buffer
		if err := print(&text, one); err != nil {
			return err
		}
		if one.to == nil {
			s.stdout.Write(text.Bytes()) // its error is told at the end of the run
			continue
		}
		if one.to.Old != nil && one.to.Kind == disk.Regular {
			if len(reads.Of(one.to.Old)) > 0 {
				return &failure{exitInput, diag.Name(one.to.Name) + ": cannot be written: this run reads it, and it would be lost; write: the name of another file"}
			}
			if holdsKey(one.to.Path) {
				return &failure{exitInput, diag.Name(one.to.Name) + ": holds a key or a certificate, which would be lost; write: the name of another file"}
			}
		}
		if err := s.put(one.to, text.Bytes(), false); err != nil {
			return unwritten(one.to, err)
		}
	}
	return nil
}
