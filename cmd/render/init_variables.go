package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"render/internal/disk"
	"render/render/compose"
	"render/render/composing"
	"render/render/diag"
	"render/render/document"
	"render/render/importing"
	"render/render/places"
	"render/render/source"
	"render/render/tree"
)

// variableReader reads variables of Ansible's and Compose files, and keeps what becomes of them.
type variableReader struct {
	s       *shell
	reads   *disk.Reads
	output  string         // what is written, which holds none
	nodes   []*source.Node // in the order in which they hold
	beside  fs.FS          // the folder of a Compose file; nil for one of stdin
	became  []string       // what became of each variable
	untaken []string       // what of them nothing became of
	notes   []string       // what has to be there for it
}

// folder reads the variables of a folder of Ansible's, or of a repository with one; false
// where it is none.
func (r *variableReader) folder(name string) (bool, error) {
	files := bound(disk.NewFolder(name, false, r.reads, name))
	isGroups := isVariables(name)
	if info, err := fs.Stat(files, groupVars); !isGroups && (err != nil || !info.IsDir()) {
		return false, nil
	}
	groups := groupVars
	if isGroups {
		groups = "."
	}
	list, err := variableFiles(files, groups)
	if err != nil {
		return true, failed(name, "cannot be read: "+reason(err), "")
	}
	if !isGroups {
		defaults, _ := fs.Glob(files, "roles/*/defaults/main.y*ml") // its pattern is right
		plays, _ := fs.Glob(files, "*.y*ml")
		vars, _ := fs.Glob(files, "roles/*/vars/main.y*ml")
		var hosts []string
		if info, err := fs.Stat(files, hostVars); err == nil && info.IsDir() {
			if hosts, err = variableFiles(files, hostVars); err != nil {
				return true, failed(name, "cannot be read: "+reason(err), "")
			}
		}
		list = slices.Concat(defaults, list, hosts, plays, vars)
	}
	for _, file := range list {
		if filepath.Join(name, file) == filepath.Clean(r.output) {
			continue // what is written is no variable
		}
		text, err := fs.ReadFile(files, file)
		if err != nil {
			return true, failed(path.Join(name, file), "cannot be read: "+reason(err), "")
		}
		n, err := r.parse(path.Join(name, file), text)
		switch {
		case err != nil:
			return true, err
		case n == nil:
		case !isGroups && path.Dir(file) == "." && n.Kind != source.List: // an inventory, and no plays
		case strings.HasPrefix(file, "roles/"):
			n = importing.OwnDefaults(n)
			fallthrough
		default:
			r.nodes = append(r.nodes, n)
		}
	}
	return true, nil
}

// variableFiles are the files of groups of machines, those of all machines first, since
// those of a group go before them.
func variableFiles(files fs.FS, folder string) (out []string, err error) {
	err = fs.WalkDir(files, folder, func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case file != folder && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.Type().IsRegular() && (path.Ext(file) == "" || isYAML(file)):
			out = append(out, file)
		}
		return nil
	})
	ofAll := func(file string) bool {
		first, _, _ := strings.Cut(strings.TrimPrefix(file, groupVars+"/"), "/")
		return strings.TrimSuffix(first, path.Ext(first)) == "all"
	}
	slices.SortStableFunc(out, func(a, b string) int {
		switch {
		case ofAll(a) == ofAll(b):
			return 0
		case ofAll(a):
			return -1
		}
		return 1
	})
	return out, err
}

// parse reads a text that may hold variables of Ansible's. What it has encrypted
// is told, and nothing of it read.
func (r *variableReader) parse(name string, text []byte) (*source.Node, error) {
	if strings.HasPrefix(string(text), importing.Vault) {
		r.untaken = append(r.untaken, diag.Name(name)+": is encrypted by Ansible, and is not taken up")
		return nil, nil
	}
	n, list := source.Parse(places.NewSource(name, text))
	if tag := slices.IndexFunc(list, func(d diag.Diagnostic) bool { return d.Code == "yaml-tag" }); tag >= 0 && n != nil && n.Get("services") != nil {
		at := list[tag].Place
		r.untaken = append(r.untaken, fmt.Sprintf("%s:%d:%d: a tag, as !reset or !override, is not taken up: it is Compose's to follow; write it out, as this does: %s", diag.Name(name), at.Line, at.Column, compose.FilledIn))
	}
	list = slices.DeleteFunc(list, func(d diag.Diagnostic) bool { return d.Code == "yaml-tag" || d.Code == "yaml-empty" }) // !vault, !unsafe
	if n != nil && n.Get("services") != nil {
		list = slices.DeleteFunc(list, func(d diag.Diagnostic) bool { return d.Code == "yaml-merge-key" })
	}
	if list.Failed() {
		_ = diag.Text(r.s.stderr, list) // where stderr fails, nobody is left to tell
		return nil, &failure{code: exitInput}
	}
	return n, nil
}

// ofRoles reports whether what was read as variables are those of the roles.
func (r *variableReader) ofRoles() bool { return slices.ContainsFunc(r.nodes, importing.OfRoles) }

// composeFiles are the Compose files among what was read: beside one, what has services at all is merged into it.
func (r *variableReader) composeFiles() []*source.Node {
	if !slices.ContainsFunc(r.nodes, composing.IsFile) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(r.nodes), func(n *source.Node) bool { return n == nil || n.Get("services") == nil })
}

// any reports whether a topology is made of what was read, and not of objects.
func (r *variableReader) any() bool { return r.ofRoles() || len(r.composeFiles()) > 0 }

// topology makes the topology of variables, or of a Compose file whose services have some hosts, and keeps what became of
// each.
func (r *variableReader) topology(known importing.Known, hosts []string) (text string, err error) {
	var all []document.Became
	switch files := r.composeFiles(); {
	case r.ofRoles():
		text, all, err = importing.NewVariables(r.nodes).Import(known)
	default:
		text, all, r.notes, err = composing.File(files[0], composing.Known{Name: known.Name, MicroK8s: known.MicroK8s, Kubernetes: known.Kubernetes, MetalLB: known.MetalLB, Istio: known.Istio,
			IPs: known.IPs, Hosts: hosts, Beside: r.beside, Over: files[1:]})
	}
	if err != nil {
		return "", err
	}
	for _, one := range all {
		at := fmt.Sprintf("%s:%d:%d: %s ", diag.Name(one.Place.Source.Name()), one.Place.Line, one.Place.Column, diag.Shorten(one.Name))
		switch {
		case one.What != "":
			r.became = append(r.became, at+"becomes "+diag.Shorten(one.What)+alsoAt(one.Also))
		case one.Apart != "":
			r.became = append(r.became, at+"has no part in a topology: "+one.Apart+alsoAt(one.Also))
		case one.Why != "":
			r.untaken = append(r.untaken, at+"is not taken up: "+diag.Shorten(one.Why))
		default:
			r.untaken = append(r.untaken, at+"is not taken up")
		}
	}
	return text, nil
}

// alsoAt says where else a variable stands.
func alsoAt(list []places.Place) string {
	if len(list) == 0 {
		return ""
	}
	at := make(diag.List, len(list))
	for i := range list {
		at[i].Place = list[i]
	}
	return "; also at " + placesTold(at)
}

// tellNotes says what has to be there.
func (r *variableReader) tellNotes() {
	for _, note := range r.notes {
		fmt.Fprintln(r.s.stderr, "note: "+note)
	}
}

// tellGrown says how objects are read that have what the roles did not give them.
func (r *variableReader) tellGrown() {
	if r.ofRoles() {
		fmt.Fprintln(r.s.stderr, "note: beside variables of the roles the topology has what the roles' own templates have, and objects are compared with it alone; to take up what they have beyond that, give render init --from the objects without the variables")
	}
}

// tell says what became of the variables, and where nothing is compared, how far that is a
// proof.
func (r *variableReader) tell(alone bool) {
	for _, line := range r.untaken {
		fmt.Fprintln(r.s.stderr, line)
	}
	if alone {
		r.tellNotes()
	}
	if r.output == "-" {
		return
	}
	for _, line := range r.became {
		fmt.Fprintln(r.s.stdout, line) // its error is told at the end of the run
	}
	if !alone {
		return
	}
	proof := "above is what became of each variable, and its gateways, ports and apps are those that the roles' own templates have. " +
		"Nothing was compared with a cluster: give the objects beside the variables, as the roles wrote them"
	if !r.ofRoles() {
		proof = "above is what became of each key of the Compose file. There were no objects of a cluster to compare it with: render check says what is wrong with it, and render shows what it makes"
	}
	fmt.Fprintf(r.s.stderr, "note: %s is written, and renders; %s\n", diag.Name(r.output), proof)
}

// composeIn is the Compose file of a folder; "" where it has none.
func composeIn(name string) string {
	for _, file := range [...]string{"compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"} {
		if _, err := os.Stat(filepath.Join(name, file)); err == nil {
			return filepath.ToSlash(filepath.Join(name, file))
		}
	}
	return ""
}

// kustomizationIn is the folder of a kustomization, of which that or the file itself is named; "" where there is none.
func kustomizationIn(name string) string {
	if tree.IsListing(path.Base(filepath.ToSlash(name))) {
		return filepath.ToSlash(filepath.Dir(name))
	}
	entries, _ := os.ReadDir(name) // of no folder there are none
	if slices.ContainsFunc(entries, func(e os.DirEntry) bool { return tree.IsListing(e.Name()) }) {
		return filepath.ToSlash(name)
	}
	return ""
}

// isFolder reports whether a name is that of a folder.
func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}
