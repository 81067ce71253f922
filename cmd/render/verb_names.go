package main

// verbNames are the names of verbs, and words that name no topology.
func verbNames() []string {
	return []string{"certs", "check", "completion", "diff", "explain", "graph", "help", "hosts", "init", "krm", "schema", "script", "trace", "version", "why"}
}
