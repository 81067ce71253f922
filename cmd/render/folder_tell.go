package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"render/render/certs"
	"render/render/diag"
	"render/render/tree"
	"render/render/wording"
)

// maxTold is of how many files of a kind a run tells each.
const maxTold = 20

// ofTopology are the words for a decision that is a field of the topology's, and no flag's of
// this run; "" for none.
func (r *folderRun) ofTopology(key string) string {
	switch {
	case key == "mixin":
		return "jsonnet is another"
	case key == "overlays" && !r.given.Changed("overlay"):
		return "overlays are others"
	case key == "secrets" && !r.given.Changed("secrets"):
		return "secrets are others"
	}
	return ""
}

// refused is the error where a folder must not be written.
func (r *folderRun) refused(plan *tree.Plan, indexed bool) error {
	var lines []string
	for i, one := range plan.Refused {
		if i == maxTold {
			lines = append(lines, fmt.Sprintf("and %d more", len(plan.Refused)-i))
			break
		}
		lines = append(lines, fmt.Sprintf("%s: %s; %s", diag.Name(path.Join(r.name, one.Path)), one.Message, one.Help))
	}
	if len(lines) > 0 && !indexed {
		lines = append(lines, r.called()+tree.IndexName+": is not there; if render wrote these files, take it from git again")
	}
	if len(plan.Differs) > 0 && !r.force {
		lines = append(lines, r.called()+": was rendered otherwise:")
		const meant = "go on with --force if that is meant"
		way, forced := "give the same flags as then", false
		if len(plan.Differs) == 1 && plan.Differs[0].Key == "topology" { // which flags do not change
			way = "name another folder with -o"
		}
		if len(plan.Differs) == 1 && plan.Differs[0].Key == "mixin" { // which no flag says
			way, forced = meant, true
		}
		for _, d := range plan.Differs {
			was := "not recorded"
			if len(d.Was) > 0 {
				was = strings.Join(quoted(d.Was), " or ")
			}
			lines = append(lines, fmt.Sprintf("  %s: %s, and now %s", d.Key, was, quotedOne(d.Is)))
			if d.Key == "layout" && !r.given.Changed("layout") && len(d.Was) > 0 {
				lines[len(lines)-1] += ", by the topology's gitops"
				way += ", or " + formerLayout(d.Was[0], d.Is)
			}
			if d.Key == "mixin" {
				lines[len(lines)-1] += ", by the topology's jsonnet"
			}
			if own := r.ofTopology(d.Key); own != "" && way != meant {
				way += "; where the topology's own " + own + " now, go on with --force"
				forced = true
			}
		}
		also := ""
		if n := len(plan.Kept) + len(plan.KeptStale); n > 0 {
			also = fmt.Sprintf("; that also takes %s that somebody changed", files(n))
		}
		if !forced {
			way += ", or --force to render it anew"
		}
		lines = append(lines, "  "+way+also)
	}
	if len(lines) == 0 {
		return nil
	}
	return &failure{exitInput, strings.Join(lines, "\n")}
}

func quoted(values []string) []string {
	var out []string
	for _, v := range values {
		out = append(out, quotedOne(v))
	}
	return out
}

func quotedOne(value string) string {
	if value == "" {
		return "none"
	}
	return wording.Quote(value)
}

func files(n int) string {
	if n == 1 {
		return "1 file"
	}
	return fmt.Sprintf("%d files", n)
}

// tellChanged tells of what somebody changed, and of what a merge left.
func (r *folderRun) tellChanged(s *shell, plan *tree.Plan) {
	if r.quiet && !r.strict {
		return
	}
	r.tellEach(s, plan.Kept, "warning: somebody changed it since it was rendered, so it stays as it is; --force overwrites it")
	r.tellEach(s, plan.KeptStale, "warning: it is not rendered any more, but somebody changed it, so it stays; remove it, or --force does")
	if r.quiet {
		return
	}
	r.tellRenamed(s, plan.Renamed)
	r.tellEach(s, plan.Overwritten, "note: somebody had changed it")
	for _, d := range plan.Merged {
		fmt.Fprintf(s.stderr, "%s%s: note: has several values of %s, %s, as a merge leaves them; it is %s now\n",
			r.called(), tree.IndexName, d.Key, strings.Join(quoted(d.Was), " and "), quotedOne(d.Is))
	}
	if len(plan.Lacks) > 0 {
		fmt.Fprintf(s.stderr, "%s.gitattributes: note: is not render's, and lacks lines by which git merges what is rendered and keeps the ends of its lines: %s\n",
			r.called(), strings.Join(quoted(plan.Lacks), " "))
	}
}

func (r *folderRun) tellEach(s *shell, names []string, what string) {
	for i, name := range names {
		if i == maxTold {
			fmt.Fprintf(s.stderr, "%s: and so %s more\n", r.called(), files(len(names)-i))
			return
		}
		fmt.Fprintf(s.stderr, "%s: %s\n", diag.Name(path.Join(r.name, name)), what)
	}
}

// tellDone tells what became of the folder.
func (r *folderRun) tellDone(s *shell, plan *tree.Plan) {
	if r.quiet {
		return
	}
	parts := []string{files(len(plan.Write)) + " written"}
	for _, one := range []struct {
		number int
		what   string
	}{{len(plan.Remove), "removed"}, {len(plan.Adopted), "adopted"}, {len(plan.Kept) + len(plan.KeptStale), "kept as somebody changed them"}, {len(plan.Unchanged), "unchanged"}} {
		if one.number > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", one.number, one.what))
		}
	}
	fmt.Fprintf(s.stderr, "%s: %s\n", r.called(), strings.Join(parts, ", "))
}

// tellOmitted tells of what brought the Secrets of certificates into the cluster, and fell out
// with secrets: omit: gateways go on needing them.
func (r *folderRun) tellOmitted(s *shell, plan *tree.Plan) {
	omitted := slices.ContainsFunc(plan.Differs, func(d tree.Difference) bool { return d.Key == "secrets" && d.Is == "omit" })
	if r.quiet || !omitted {
		return
	}
	var gone []string
	for _, name := range plan.Remove {
		switch kind, _, _ := strings.Cut(path.Base(name), "."); kind {
		case "secret", "sealedsecret", "externalsecret", "certificate":
			gone = append(gone, r.name+name)
		}
	}
	if len(gone) > 0 {
		fmt.Fprintf(s.stderr, "%s: note: with secrets: omit nothing makes these Secrets any more, and gateways need them; see that they are in the cluster, "+
			"and where Argo CD or Flux prunes, keep them from it first (render explain secret-ends): %s\n", r.called(), wording.FewQuoted(gone))
	}
}

// tellPairs tells how the pairs of this machine get into the cluster where a flag leaves them out.
func (r *folderRun) tellPairs(s *shell) {
	isPair := func(file certs.File) bool {
		return !file.Elsewhere && strings.HasPrefix(file.Path, "tiers") && strings.HasSuffix(file.Name, ".crt")
	}
	if !r.given.Changed("secrets") || r.secrets != "omit" || !slices.ContainsFunc(r.out.Sources(), isPair) {
		return
	}
	fmt.Fprintf(s.stderr, "note: gateways wait for the Secrets of certificates, which are not in %s; of the pairs here they come by: render --stage gateways %s%s | kubectl apply --server-side -f -\n",
		r.called(), r.againBut("secrets"), quoteWord(r.topology))
}
