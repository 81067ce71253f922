package compare

// Match finds for each item of a new list the one of an old list that it is: by what
// Compare finds it by, else by its place where the lists are of one length. It is -1
// for one that is new.
func Match(old, new []any) []int {
	out := make([]int, len(new))
	for i := range out {
		out[i] = -1
	}
	if len(old) == 1 && len(new) == 1 {
		out[0] = 0
		return out
	}
	olds, news, ok := keys(old, new)
	if !ok {
		if len(old) == len(new) {
			for i := range out {
				out[i] = i
			}
		}
		return out
	}
	at := positions(olds)
	for j, key := range news {
		if i, there := at[key]; there {
			out[j] = i
		}
	}
	return out
}
