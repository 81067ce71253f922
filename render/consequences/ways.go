package consequences

import (
	"fmt"

	"render/render/objects"
	"render/render/served"
)

// tellWay tells of what is done to requests on their way that was not, or otherwise.
func (c *change) tellWay(old, now served.Outcome, host, paths string) {
	was, is := old.Way, now.Way
	tell := func(code string, severity Severity, text, help string) {
		c.tell(code, severity, host+": "+text, help, now.From, old.From)
	}
	tellInjury(tell, was.Fails, is.Fails, fmt.Sprintf("requests for %s fail with", paths))
	tellInjury(tell, was.Waits, is.Waits, fmt.Sprintf("requests for %s wait", paths))
	switch {
	case was.Rewrites == is.Rewrites || len(now.To) == 0: // the gateway answers itself
	case is.Rewrites == "":
		tell("route-changes", Note, fmt.Sprintf("requests for %s reach %s as they were asked, no more with %s", paths, now.Text, was.Rewrites), "")
	default:
		tell("route-changes", Note, fmt.Sprintf("requests for %s reach %s with %s", paths, now.Text, is.Rewrites), "")
	}
	switch {
	case was.Copies == is.Copies:
	case is.Copies == "":
		tell("route-copies", Note, fmt.Sprintf("copies of requests for %s go to %s no more", paths, was.Copies), "")
	default:
		tell("route-copies", Warning, fmt.Sprintf("copies of requests for %s go to %s too: what they do is done there as well", paths, is.Copies), "see that it does no harm twice: orders, mails, payments")
	}
	if was.Ends == is.Ends || len(now.To) == 0 {
		return
	}
	if is.Ends == "" {
		tell("route-timeout", Note, fmt.Sprintf("requests for %s that take longer than %s fail no more", paths, was.Ends), "")
	} else {
		instead := ""
		if was.Ends != "" {
			instead = ", and not after " + was.Ends
		}
		tell("route-timeout", Note, fmt.Sprintf("requests for %s that take longer than %s fail with 504 from now on%s", paths, is.Ends, instead), "")
	}
}

// tellInjury tells of requests that fail, or wait, on purpose, and did not, or not as many.
func tellInjury(tell func(code string, severity Severity, text, help string), before, now served.Injury, what string) {
	switch {
	case before == now:
	case now.Share == "":
		tell("fault-injected", Note, fmt.Sprintf("no %s %s on purpose any more", what, before.By), "")
	default:
		severity, share, instead := Warning, now.Share+" of the", ""
		if now.Share == "all" {
			severity, share = Danger, "all"
		}
		if before.Share != "" {
			instead = fmt.Sprintf(", in place of %s with %s", before.Share, before.By)
		}
		tell("fault-injected", severity, fmt.Sprintf("%s %s %s on purpose from now on%s", share, what, now.By, instead), "see that it is meant: it is for trying what clients do then")
	}
}

// findFollowed finds, of the routes by which requests are answered that were followed, those that
// answered some before too.
func (c *change) findFollowed(before *served.Doors, now map[*objects.Object]bool) {
	was := map[*objects.Object]bool{}
	for _, d := range before.By {
		for _, routes := range d.Routes {
			for i := range routes {
				was[routes[i].From] = true
			}
		}
	}
	c.followed = map[*objects.Object]bool{}
	for o := range now {
		c.followed[o] = was[c.formerly(o)]
	}
}
