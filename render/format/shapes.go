package format

import (
	"maps"
	"slices"
	"strings"
)

const (
	octet      = `(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])`
	fourOctets = octet + `(\.` + octet + `){3}`
	hextet     = `(0|[1-9a-f][0-9a-f]{0,3})`
	hextets    = `(` + hextet + `(:` + hextet + `){7}|(` + hextet + `(:` + hextet + `){0,6})?::(` + hextet + `(:` + hextet + `){0,6})?)`
	// groups are addresses of many hosts.
	groups = `((22[4-9]|23[0-9])(\.` + octet + `){3}|255\.255\.255\.255|ff[0-9a-f]{2}:[0-9a-f:]*)`
	// nobodys are addresses that no host has on a network: groups, unspecified, loopback.
	nobodys = `(0\.0\.0\.0|127(\.` + octet + `){3}|::|::1|` + groups + `)`
	// longForm is an address of IPv6 that has zeros which are written ::.
	longForm = `^([0-9a-f]+:)*0:0(:[0-9a-f]+)*$`
	address  = `(` + fourOctets + `|` + hextets + `)`
	network  = `(` + fourOctets + `/([0-9]|[12][0-9]|3[0-2])|(` + hextets + `|::ffff:` + fourOctets + `)/([0-9]|[1-9][0-9]|1[01][0-9]|12[0-8]))`
	// shortLabel is a DNS label of at most 63 characters.
	shortLabel = `[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?`
	shortName  = shortLabel + `(\.` + shortLabel + `)*`
	// bits16 and bits32 are the numbers of so many bits.
	bits16 = `(0|[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])`
	bits32 = `(0|[1-9][0-9]{0,8}|[1-3][0-9]{9}|4[01][0-9]{8}|42[0-8][0-9]{7}|429[0-3][0-9]{6}|4294[0-8][0-9]{5}|42949[0-5][0-9]{4}|` +
		`429496[0-6][0-9]{3}|4294967[01][0-9]{2}|42949672[0-8][0-9]|429496729[0-5])`
)

func ipShape() shape {
	return shape{all: []string{entire(address)}, none: []string{entire(nobodys), longForm}}
}

func cidrShape() shape { return shape{all: []string{entire(network)}, none: hostBits} }

// hostBits are networks with bits behind their prefix, as far as whole numbers
// of the address tell.
var hostBits = []string{
	`\.[1-9][0-9]*/([0-9]|1[0-9]|2[0-4])$`,
	`\.[1-9][0-9]*\.[0-9]+/([0-9]|1[0-6])$`,
	`\.[1-9][0-9]*\.[0-9]+\.[0-9]+/[0-8]$`,
	`:[1-9a-f][0-9a-f]*/([0-9]|[1-9][0-9]|10[0-9]|11[0-2])$`,
}

// rangeShape is an address, two with a - between them, or a network.
func rangeShape() shape {
	return shape{
		all:  []string{entire(address + `(-` + address + `)?|` + network)},
		none: append([]string{`^` + nobodys + `(-|$)`, `-` + nobodys + `$`, `^[0-9.]+-.*:`, `:.*-[0-9.]+$`}, hostBits...),
	}
}

func communityShape() shape {
	names := strings.Join(slices.Sorted(maps.Keys(wellKnownCommunities())), "|")
	return shape{all: []string{entire(bits16 + `:` + bits16 + `|` + largeCommunity + bits32 + `(:` + bits32 + `){2}|` + names)}}
}

func hostShape() shape {
	return shape{all: []string{entire(`\*|(\*\.)?` + shortName)}, none: []string{numberEnd}, max: maxHost}
}

// numberEnd is the end of what is no DNS name.
const numberEnd = `(^|\.)[0-9]+$`

// numbered are such ends where an address may stand too.
var numbered = []string{
	`(^|\.)(25[6-9]|2[6-9][0-9]|[3-9][0-9]{2}|[0-9]{4,}|0[0-9]+)$`,
	`^[0-9]+(\.[0-9]+){0,2}$`,
	`^[0-9]+(\.[0-9]+){4,}$`,
	`[-a-z][-a-z0-9]*(\.[0-9]+)+$`,
}

// backendShape is a Service's name, alone, with its namespace, or whole.
func backendShape() shape {
	return shape{
		all:  []string{entire(`[a-z]([-a-z0-9]{0,61}[a-z0-9])?(\.` + shortLabel + `(\.svc(\.cluster\.local)?)?)?`)},
		none: []string{`^[^.]*\.svc$`},
	}
}

// outsideShape is a DNS name with a dot that is not the cluster's, or an address.
func outsideShape() shape {
	return shape{
		all:  []string{entire(shortName + `\.` + shortLabel + `|` + address)},
		none: append([]string{entire(nobodys), longForm, `\.svc(\.cluster\.local)?$`}, numbered...),
		max:  maxHost,
	}
}

// certNameShape is a DNS name or an address.
func certNameShape() shape {
	return shape{all: []string{entire(shortName + `|` + address)}, none: append([]string{entire(groups), longForm}, numbered...), max: maxHost}
}

// outHostShape is a DNS name, of which "keep" is one.
func outHostShape() shape {
	return shape{all: []string{entire(shortName)}, none: []string{numberEnd}, max: maxHost}
}

func routeShape() shape {
	return shape{all: []string{entire(`/\*|/[^\t\n\f\r ?#*]*(/\*)?`)}, max: maxPath}
}

// regexShape has nothing that looks ahead or behind, and no class without an
// end: as far as that is told without reading the expression.
func regexShape() shape {
	return shape{min: 1, none: []string{`^[^\[\\]*\(\?(=|!|<=|<!)`, `^[^\\]*\[[^\]\\]*$`}}
}

// Of durations of one number alone: finer than a millisecond, longer than a year.
const (
	tooFine = `^([0-9]*\.[0-9]*[1-9][0-9]*ms|[0-9]+\.[0-9]{3}[0-9]*[1-9][0-9]*s)$`
	tooLong = `^0*(8[89][0-9]{2}|87[7-9][0-9]|876[1-9]|9[0-9]{3}|[1-9][0-9]{4,})(\.[0-9]+)?h`
	// outsideBFD are below 10 milliseconds or over a minute.
	outsideBFD = `^0*[0-9](\.[0-9]+)?ms$|^0*(6[1-9]|[7-9][0-9]|[1-9][0-9]{2,})(\.[0-9]+)?s|^0*[1-9][0-9]*(\.[0-9]+)?h`
)

func durationShape() shape {
	return shape{all: []string{durationForm.String()}, none: []string{tooFine, tooLong}}
}

// periodShape has a digit that makes it more than no time at all.
func periodShape() shape {
	return shape{all: []string{durationForm.String(), `[1-9]`}, none: []string{tooFine, tooLong}}
}

func intervalShape() shape {
	return shape{all: []string{durationForm.String(), `[1-9]`}, none: []string{tooFine, outsideBFD}}
}

func redirectShape() shape {
	return shape{all: []string{entire(pathText + `|[hH][tT][tT][pP][sS]?://([-a-z0-9.]+|\[[0-9A-Fa-f:.]+(%25[^/]+)?\])(:0*` + bits16 + `)?(` + pathText + `)?`)}}
}

func imageShape() shape {
	return shape{all: []string{`^[^@]*(@sha256:[a-f0-9]{64})?$`, `^([^@]*/)?[^/:@]*(:[^/@]{1,128})?(@.*)?$`}, none: []string{`^(www\.)?(hub\.docker\.com|github\.com|gitlab\.com|gallery\.ecr\.aws)(/|$)`, `^(www\.)?quay\.io/repository/.`, `^[^./:]*[A-Z][^./:]*/`}}
}

func recipientShape() shape { return shape{all: []string{`^age1(pq1)?[02-9ac-hj-np-z]{58,}$`}} }
