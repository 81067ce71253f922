# of_version IMAGE VERSION: whether an image is of a version of Istio, by its tag; yes where
# that tells none, as "auto" and "latest".
of_version() {
	[ -n "$2" ] || return 0
	tag=${1%@*}
	tag=${tag##*:}
	tag=${tag#v}
	case ${tag%%-*} in
	"$2" | "$2".*) return 0 ;;
	*/* | *[!0-9.]*) return 0 ;;
	[0-9]*.[0-9]*) return 1 ;;
	esac
}

# istiods NAMESPACE SELECTOR: of each a line with name, revision and image.
istiods() {
	k -n "$1" get deployments -l "$2" -o 'jsonpath={range .items[*]}{.metadata.name}{" "}{.metadata.labels.istio\.io/rev}{" "}{.spec.template.spec.containers[?(@.name=="discovery")].image}{"\n"}{end}'
}

# istiod_there NAMESPACE REVISION VERSION: the one that was applied, and no other.
istiod_there() {
	istiods "$1" "app=istiod,istio.io/rev=$2" >"$tmp/istiods" || return 1
	if [ ! -s "$tmp/istiods" ]; then
		what="the istiod of revision $2, which was applied, is not in namespace $1"
		beside=$(istiods "$1" app=istiod) || return 1
		[ -z "$beside" ] || what="$what; another one is: $(printf '%s' "$beside" | tr '\n' ';')"
		return 1
	fi
	while read -r name revision image; do
		if ! of_version "$image" "$3"; then
			what="istiod of revision $revision in namespace $1 is $image, and Istio $3 was applied"
			return 1
		fi
	done <"$tmp/istiods"
}

# roll_out_istiods NAMESPACE: those that were found.
roll_out_istiods() {
	while read -r name revision image; do
		k -n "$1" rollout status "deployment/$name" --timeout="${TIMEOUT}s" 2>"$tmp/errors" || stop "istiod is not available"
	done <"$tmp/istiods"
}

# await_istiod NAMESPACE REVISION VERSION: the one that was applied is available.
await_istiod() {
	[ -z "$dry" ] || return 0
	eventually "istiod is not in namespace $1" istiod_there "$@"
	roll_out_istiods "$1"
}

# await_others_istiod NAMESPACE REVISION VERSION: one that somebody else installed is
# available; of another version it is told.
await_others_istiod() {
	[ -z "$dry" ] || return 0
	eventually "istiod is not in namespace $1" others_istiod "$@"
	while read -r name revision image; do
		of_version "$image" "$3" || warn "istiod of revision $revision in namespace $1 is $image, and the topology is for Istio $3"
	done <"$tmp/istiods"
	roll_out_istiods "$1"
}

# needs_istiod NAMESPACE REVISION CURE: one that somebody else installed is there, before anything is done. Who may
# not ask is told nothing before the wait for it.
needs_istiod() {
	what="istiod is not in namespace $1"
	! others_istiod "$1" "$2" 2>"$tmp/errors" || return 0
	! grep -qi forbidden "$tmp/errors" || return 0
	: >"$tmp/errors"
	lacks "$what, and nothing that is applied here brings it" "install $3" istiod
}

# others_istiod NAMESPACE REVISION: a revision may be a tag, that leads to one.
others_istiod() {
	selector=app=istiod
	if [ -n "$2" ]; then
		tagged=$(k get mutatingwebhookconfigurations -l "istio.io/tag=$2" -o 'jsonpath={.items[0].metadata.labels.istio\.io/rev}') || tagged=
		selector="app=istiod,istio.io/rev=${tagged:-$2}"
		what="there is no istiod of revision ${tagged:-$2} in namespace $1"
	fi
	istiods "$1" "$selector" >"$tmp/istiods" && [ -s "$tmp/istiods" ]
}

# await_version NAMESPACE NAME VERSION: a Deployment that an operator makes is of the
# version that was applied, and not the one that was there before.
await_version() {
	[ -z "$dry" ] || return 0
	eventually "deployment/$2 is not in namespace $1" deployed "$@"
}

deployed() {
	image=$(k -n "$1" get "deployment/$2" -o 'jsonpath={.spec.template.spec.containers[?(@.name=="istio-proxy")].image}') || return 1
	what="deployment/$2 in namespace $1 is $image, and Istio $3 was applied"
	of_version "$image" "$3"
}
