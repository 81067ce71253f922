dry=
from=
prune=
yes=
while [ $# -gt 0 ]; do
	case $1 in
	--dry-run) dry=yes && shift ;;
	--prune) prune=yes && shift ;;
	--yes | -y) yes=yes && shift ;;
	--from)
		[ $# -gt 1 ] || usage '--from needs a stage'
		case " $STAGES " in
		*" $2 "*) from=$2 ;;
		*) usage "--from $2 is none of: $STAGES" ;;
		esac
		shift 2
		;;
	--help | -h) help && exit 0 ;;
	*) usage "$1 is not known" ;;
	esac
done
[ "$from" != prune ] || prune=yes
[ -z "$prune" ] || AGAIN="$AGAIN --prune"
refused=
freed=
lacking=
cures=

# begins STAGE: whether its turn has come.
begins() {
	stage=$1
	if [ -n "$from" ] && [ "$from" != "$1" ]; then
		say "stage $1 is left out"
		return 1
	fi
	from=
	say "stage $1"
}

# step NUMBER TEXT: one of the steps that render diff tells.
step() { say "step $1: $2"; }

# is_there NUMBER TEXT: one of which nothing is to be done, since the script looked before.
is_there() { [ -n "$dry" ] || say "step $1 is done: $2"; }

# at_once NUMBER TEXT: one that moves an address before others get it, which all go at once.
at_once() { say "step $1 is not taken, since all addresses are handed over at once: $2"; }

# left_to_person NUMBER TEXT: one that a person does, and that nothing waits for.
left_to_person() { say "step $1 is left to you: $2"; }

# agreed QUESTION: a person says yes, or --yes does; nobody does not. The script itself may
# be standard input.
agreed() {
	[ -z "$yes" ] || return 0
	printf '%s: %s? Type yes: ' "$ME" "$1" >&2
	answer=
	{ read -r answer </dev/tty; } 2>/dev/null || return 1
	[ "$answer" = yes ]
}

# by_person NUMBER TEXT: one that is done before what comes, by a person.
by_person() {
	say "step $1 is yours, before this goes on: $2"
	[ -z "$dry" ] || return 0
	agreed "is step $1 done, or to be left out" || stop "step $1 is not done; once it is, or is to be left out, write: --yes"
}

# once_so WHEN: goes on when that has come, which a person sees.
once_so() {
	[ -z "$dry" ] || return 0
	agreed "is it so by now, $1" || stop "what goes $1 is there still; then write: --yes"
}

# does ARGUMENT...: what kubectl is told to do in a step.
does() {
	if [ -n "$dry" ]; then
		say "would run $KUBECTL $*"
		return 0
	fi
	k "$@" 2>"$tmp/errors" || stop "kubectl fails: $*"
}

# heard: gateways have got the routes that were put.
heard() {
	[ -z "$dry" ] || return 0
	sleep "$((POLL * 2))"
}

# holds_back KIND NAMESPACE NAME PATCH KIND NAMESPACE NAME: a route sends requests to pods that are there alone, before
# those of the second object get a share of them; not once a run has brought it.
holds_back() {
	there=$(found "$5" "$6" "$7") || exit 1
	[ -n "$there" ] || does patch "$1" "$3" -n "$2" --type=json -p "$4"
}

# narrows KIND NAMESPACE NAME PATCH KIND NAMESPACE NAME: a route sends nothing any more to the pods of the second object,
# before that goes.
narrows() {
	there=$(found "$5" "$6" "$7") || exit 1
	[ -z "$there" ] || does patch "$1" "$3" -n "$2" --type=json -p "$4"
}

# makes_way OBJECT KIND NAMESPACE NAME: deletes what the API server does not change into an object
# that comes of the same name, and so not what a run before has brought.
makes_way() {
	# shellcheck disable=SC2086
	if "objects_$1" | k_in apply $APPLY --dry-run=server -f - >"$tmp/out" 2>"$tmp/errors"; then
		: >"$tmp/errors"
		return 0
	fi
	shift
	drop "$@"
}

# drop_made KIND NAMESPACE NAME [FIELDS VALUES]: deletes what is made for a gateway, by whoever installs
# Istio or by istiod, and is made anew then; not what has these values, since a run before had it made.
drop_made() {
	of=$(k -n "$2" get "$1" "$3" --ignore-not-found -o 'jsonpath={.metadata.name}={.metadata.labels.install\.operator\.istio\.io/owning-resource}{.metadata.labels.gateway\.networking\.k8s\.io/gateway-name}{.metadata.labels.istio\.io/gateway-name}' 2>"$tmp/errors") || stop "kubectl get fails: $1 $3"
	case $of in
	'') return 0 ;;
	*=) stop "$1 $2/$3 is to go, and is not of Istio's installer or istiod" ;;
	esac
	if [ $# -gt 3 ]; then
		is=$(k -n "$2" get "$1" "$3" -o "jsonpath=$4" 2>"$tmp/errors") || stop "kubectl get fails: $1 $3"
		[ "$is" != "$5" ] || return 0
	fi
	does delete "$1" "$3" -n "$2" --ignore-not-found --timeout "${TIMEOUT}s"
}

# moves_node_port NAMESPACE SERVICE PORT TO: the Service, where it is there, takes another port of the nodes in place of
# one: that, or the next one that nothing has.
moves_node_port() {
	has=$(k -n "$1" get service "$2" --ignore-not-found -o 'jsonpath={range .spec.ports[*]}{.nodePort}- {end}' 2>"$tmp/errors") || stop "kubectl get fails: service $1/$2"
	at=0
	ports=
	for port in $has; do
		[ "$port" != "$3-" ] || ports="$ports $at"
		at=$((at + 1))
	done
	[ -n "$ports" ] || return 0
	freed="$freed $3"
	if [ -n "$dry" ]; then
		say "would have service $1/$2 take node port $4 in place of $3"
		return 0
	fi
	to=$4
	until
		patch=
		for at in $ports; do
			patch="$patch${patch:+, }{\"op\": \"replace\", \"path\": \"/spec/ports/$at/nodePort\", \"value\": $to}"
		done
		k -n "$1" patch service "$2" --type json -p "[$patch]" 2>"$tmp/errors"
	do
		to=$((to + 1))
		if ! grep -q 'already allocated' "$tmp/errors" || [ "$to" -ge "$(($4 + 100))" ]; then
			stop "kubectl patch fails: service $1/$2"
		fi
	done
	: >"$tmp/errors"
}

# sees_secret NAMESPACE NAME: others made it.
sees_secret() {
	[ -z "$dry" ] || return 0
	some -n "$1" get secret "$2" --ignore-not-found || stop "the Secret $2 is not in namespace $1"
}

# copy_pair NAMESPACE NAME TO-NAMESPACE TO-NAME: the pair of a Secret into another, as long as that is not there.
copy_pair() {
	if [ -n "$dry" ]; then
		say "would copy the pair of the Secret $1/$2 into $3/$4"
		return 0
	fi
	! some -n "$3" get secret "$4" --ignore-not-found || return 0
	pair=$(k -n "$1" get secret "$2" -o 'jsonpath={.data.tls\.crt} {.data.tls\.key}' 2>"$tmp/errors") || stop "kubectl get fails: secret $1/$2"
	case $pair in ' '* | *' ') stop "the Secret $1/$2 has no tls.crt and tls.key" ;; esac
	printf 'apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\nmetadata: {name: "%s", namespace: "%s"}\ndata: {"tls.crt": "%s", "tls.key": "%s"}\n' "$4" "$3" "${pair% *}" "${pair#* }" |
		k_in create -f - >"$tmp/out" 2>"$tmp/errors" || stop "kubectl create fails: secret $3/$4"
}

# await_provider NAMESPACE CONFIGMAP NAME: the mesh's configuration has a provider.
await_provider() {
	[ -z "$dry" ] || return 0
	eventually "the ConfigMap $1/$2 has no extensionProvider $3" provides "$@"
}

provides() { k -n "$1" get configmap "$2" -o 'jsonpath={.data.mesh}' | grep -q "name: [\"']\\{0,1\\}$3[\"']\\{0,1\\} *$"; }

# await_issued NAMESPACE NAME: cert-manager has issued a Certificate as it was applied.
await_issued() {
	[ -z "$dry" ] || return 0
	eventually "the Certificate $1/$2 is not ready ($KUBECTL -n $1 describe certificate $2 tells why)" issued "$1" "$2"
}

issued() {
	has=$(k -n "$1" get certificates.cert-manager.io "$2" -o 'jsonpath={.metadata.generation} {.status.conditions[?(@.type=="Ready")].observedGeneration} {.status.conditions[?(@.type=="Ready")].status}') || return 1
	[ "$has" = "${has%% *} ${has%% *} True" ]
}

# await_certificates NAMESPACE/NAME...: cert-manager has issued those that were applied. Routes may have to bring
# an authority's challenges to it, so that they are waited for once all is there, together.
await_certificates() {
	[ -z "$dry" ] || return 0
	say 'certificates that cert-manager issues'
	unready=
	left=$((TIMEOUT / 2 + 1))
	for one in "$@"; do
		until issued "${one%%/*}" "${one#*/}" 2>"$tmp/errors"; do
			if [ "$left" -le 1 ]; then
				unready="$unready $one"
				break
			fi
			left=$((left - 1))
			sleep "$POLL"
		done
	done
	[ -n "$unready" ] || return 0
	seen=
	for one in $unready; do
		tell_unready "${one%%/*}" "${one#*/}"
	done
	printf '%s: all is applied, and certificates are not issued, as told above, after %ss; once the cause is mended, cert-manager tries again by itself\n' "$ME" "$TIMEOUT" >&2
	exit 1
}

# tell_unready NAMESPACE NAME: why a Certificate is not ready, and of each namespace what an authority has asked for
# and not got.
tell_unready() {
	why=$(k -n "$1" get certificates.cert-manager.io "$2" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].message}' 2>/dev/null) || why=
	warn "the Certificate $1/$2 is not ready${why:+ ($why)}: $KUBECTL -n $1 describe certificate $2 tells why"
	case "$seen " in *" $1 "*) return 0 ;; esac
	seen="$seen $1"
	k -n "$1" get challenges.acme.cert-manager.io -o 'jsonpath={range .items[*]}{.spec.dnsName}: {.status.state} {.status.reason}{"\n"}{end}' >"$tmp/out" 2>/dev/null || return 0
	while read -r line; do
		warn "the authority's challenge for $line ($KUBECTL -n $1 describe challenges tells more)"
	done <"$tmp/out"
}

# put STAGE: its objects onto the cluster. A webhook that does not answer yet gets time,
# and one that denies does not.
put() {
	case $dry:$1:$released in yes:pools:yes | yes:widened:yes)
		say 'MetalLB can judge these pools only once others have let go of their addresses'
		"objects_$1" | k_in apply --dry-run=client -f - 2>"$tmp/errors" || dry_run_failed
		return 0
		;;
	esac
	# shellcheck disable=SC2086
	if [ -n "$dry" ]; then
		"objects_$1" | k_in apply $APPLY --dry-run=server -f - 2>"$tmp/errors" || dry_run_failed
		return 0
	fi
	left=$((TIMEOUT / 2 + 1))
	# shellcheck disable=SC2086
	until "objects_$1" | k_in apply $APPLY -f - 2>"$tmp/errors"; do
		left=$((left - 1))
		if grep -q 'denied the request' "$tmp/errors" || ! grep -q webhook "$tmp/errors" || [ "$left" -le 0 ]; then
			tell_overlap
			stop 'kubectl apply fails'
		fi
		sleep "$POLL"
	done
	sed 's/^/  /' "$tmp/errors" >&2
	: >"$tmp/errors"
}

# tell_overlap: MetalLB refuses a pool with addresses of one that is there, as of the one that
# microk8s's addon was enabled with.
tell_overlap() {
	! grep -q 'overlaps with already defined CIDR' "$tmp/errors" ||
		warn "another pool has these addresses already ($KUBECTL get ipaddresspools.metallb.io -A); give it others, or delete it if nothing has an address of it${MICROK8S:+: default-addresspool is the range of microk8s enable metallb:RANGE}"
}

# dry_run_failed: what needs an earlier stage on the cluster is no failure, and no
# warning is one.
dry_run_failed() {
	sed 's/^/  /' "$tmp/errors" >&2
	tell_overlap
	sed -e '/^Warning:/d' -e '/^[IW][0-9][0-9][0-9][0-9] /d' -e '/^[[:space:]]*$/d' "$tmp/errors" >"$tmp/out"
	for port in $freed; do
		grep -v "nodePort: Invalid value: $port: provided port is already allocated" "$tmp/out" >"$tmp/rest" || :
		cat "$tmp/rest" >"$tmp/out"
	done
	[ -z "$freed" ] || [ -s "$tmp/out" ] || return 0
	if [ ! -s "$tmp/out" ] || grep -qv -e 'namespaces "[^"]*" not found' -e 'service "[^"]*" not found' -e 'no matches for kind' -e 'ensure CRDs are installed first' "$tmp/out"; then
		refused="$refused $stage"
	else
		for group in $lacking; do
			! grep -q "no matches for kind .* in version \"$group/" "$tmp/out" || return 0
		done
		say "stage $stage relies on stages before it, which are not on the cluster"
	fi
}

some() { [ -n "$(k "$@" -o name)" ]; }

# await_metallb NAMESPACE: its controller is available, installed by a manifest or by helm.
await_metallb() {
	[ -z "$dry" ] || return 0
	eventually "MetalLB's controller is not in namespace $1" metallb "$1"
	k -n "$1" wait --for=condition=Available --timeout="${TIMEOUT}s" deployments -l "$selector" 2>"$tmp/errors" || stop "MetalLB's controller is not available"
}

metallb() {
	for selector in app=metallb,component=controller app.kubernetes.io/name=metallb,app.kubernetes.io/component=controller; do
		! some -n "$1" get deployments -l "$selector" || return 0
	done
	return 1
}

# others_make PLURAL NAMESPACE NAME KIND WITHOUT [OR]: what is named, and made by nothing that is applied
# here, is told of where it is not there. Who may not ask is told nothing.
others_make() {
	is=$(k get "$1" "$3" ${6:+"$6"} ${2:+-n "$2"} --ignore-not-found -o name 2>"$tmp/errors") || is=unknown
	: >"$tmp/errors"
	[ -n "$is" ] || warn "the $4 ${2:+$2/}$3 is not there, and nothing that is applied here makes it: $5"
}

# needs_crd NAME VERSION WHO [FILE]: the API server serves a kind, which WHO brings and nothing
# that is applied here; FILE has its definition.
needs_crd() {
	what="the CRD $1 is not there in version $2"
	! serves "$1" "$2" 2>"$tmp/errors" || return 0
	grep -q 'not found' "$tmp/errors" || [ ! -s "$tmp/errors" ] || cannot "whether the CRD $1 is there is not known: $(cat "$tmp/errors")"
	: >"$tmp/errors"
	cure="install $3"
	[ -z "${4:-}" ] || cure="run: $KUBECTL apply --server-side -f $4"
	lacks "$what, and nothing that is applied here brings it" "$cure" "${1#*.}"
}

# needs_metallb NAMESPACE CURE [VERSION]: its controller is there, which gives gateways their addresses. Who may
# not ask is told nothing before the wait for it.
needs_metallb() {
	if metallb "$1" 2>"$tmp/errors"; then
		[ -z "${3:-}" ] || not_older "$1" "$3"
		return 0
	fi
	! grep -qi forbidden "$tmp/errors" || return 0
	lacks "MetalLB's controller is not in namespace $1, and nothing that is applied here brings it" "install $2" metallb.io
}

# not_older NAMESPACE VERSION: its image tells the version of the MetalLB that is there, unless somebody
# else built it.
not_older() {
	for image in $(k -n "$1" get deployments -l "$selector" -o 'jsonpath={.items[*].spec.template.spec.containers[*].image}' 2>/dev/null); do
		case $image in
		*/controller:v[0-9]*.[0-9]*.[0-9]*) ;;
		*) continue ;;
		esac
		is=${image##*/controller:v}
		is=${is%%[!0-9.]*}
		[ "$(printf '%s\n' "$is" "$2" | sort -t . -k 1,1n -k 2,2n -k 3,3n | head -n 1)" = "$2" ] ||
			warn "the MetalLB in namespace $1 is $is, older than $2, which the topology is for: fields that came later are refused, or passed over; update it, or write its version in metallb"
	done
}

# knows_dns CURE: pods find istiod by its name. A cluster may have a DNS that no Service of its own tells of, and
# who may not ask is told nothing.
knows_dns() {
	is=$(k get services -A -l 'k8s-app in (kube-dns,coredns)' -o name 2>"$tmp/errors") || is=unknown
	: >"$tmp/errors"
	[ -n "$is" ] || warn "the cluster seems to have no DNS, since no Service has the label k8s-app: kube-dns: without it gateways do not find istiod, and never get ready; $1"
}

# lacks WHAT CURE GROUP: something has to be there before anything is done. A dry run tells of
# each cure once.
lacks() {
	[ -n "$dry" ] || cannot "$1; before this, $2"
	case $cures in
	*"$2;"*) ;;
	*) warn "$1; before this, $2" ;;
	esac
	cures="$cures $2;"
	lacking="$lacking $3"
}

# await_crd NAME VERSION: the API server serves the kind, and its version.
await_crd() {
	[ -z "$dry" ] || return 0
	eventually "the CRD $1 is not there" serves "$1" "$2"
	k wait --for=condition=Established --timeout="${TIMEOUT}s" "crd/$1" 2>"$tmp/errors" || stop "the CRD $1 is not established"
}

serves() {
	served=$(k get crd "$1" -o 'jsonpath={.spec.versions[?(@.served==true)].name}') || return 1
	case " $served " in *" $2 "*) return 0 ;; esac
	what="the CRD $1 is of another release than what is applied: it serves $served, and not $2"
	return 1
}

# await_rollout NAMESPACE KIND/NAME: all pods are new, and available.
await_rollout() {
	[ -z "$dry" ] || return 0
	eventually "$2 is not in namespace $1" k -n "$1" get "$2"
	k -n "$1" rollout status "$2" --timeout="${TIMEOUT}s" 2>"$tmp/errors" || stop "$2 in namespace $1 is not rolled out"
}

# await_ready KIND/NAME: what another operator reads is as it is to be, since it was
# applied.
await_ready() {
	[ -z "$dry" ] || return 0
	eventually "the operator that reads $1 has not seen what was applied" seen "$1"
	k wait --for=condition=Ready --timeout="${TIMEOUT}s" "$1" 2>"$tmp/errors" || stop "$1 is not ready"
}

seen() {
	generations=$(k get "$1" -o 'jsonpath={.metadata.generation} {.status.observedGeneration}') && [ "${generations% *}" = "${generations#* }" ]
}

# install_by_istioctl: the stage istio, which kubectl does not read.
install_by_istioctl() {
	if [ -n "$dry" ]; then
		objects_istio | "$ISTIOCTL" install --dry-run -y -f - || refused="$refused $stage"
		return 0
	fi
	objects_istio | "$ISTIOCTL" install -y -f - || stop 'istioctl install fails'
}

# by_helm COMMAND: a command that installs Istio, where the file of values is.
by_helm() (
	cd "$tmp" || exit 1
	# shellcheck disable=SC2317
	helm() { command "$HELM" "$@"; }
	# shellcheck disable=SC2317
	kubectl() { k_in "$@"; }
	eval "$1" </dev/null
)

# prune_all: of each kind what has the topology's labels and is none of its objects; first
# of those kinds that mixins and overlays may have brought, which refer to others.
prune_all() {
	[ -n "$prune" ] || return 0
	begins prune || return 0
	say 'what fell out'
	case " $PRUNED " in
	*' secrets '*) [ -z "$KEPT" ] || say 'what makes Secrets stays: others see to it, and no object tells which is in use' ;;
	*) say "Secrets stay${KEPT:+, and what makes them}: others make them, and no object tells which are in use" ;;
	esac
	find_served
	for kind in $(other_kinds); do
		if listed "$kind"; then
			prune_kind "$kind" 's/\.[^ ]* / /'
		else
			warn "$kind cannot be listed, and those of $OWNER stay if there are any: $(cat "$tmp/errors")"
			: >"$tmp/errors"
		fi
	done
	for kind in $PRUNED; do
		listed "$kind" || stop "kubectl get $kind fails"
		prune_kind "$kind" ''
	done
}

# other_kinds: those in namespaces that the API server has and the list has not, but for
# what controllers make for themselves, what takes more with it, and Secrets.
other_kinds() {
	k api-resources --namespaced --verbs=list,delete -o name >"$tmp/kinds" 2>"$tmp/errors" ||
		warn "which kinds there are beside those that render knows is not known, and what is of others may stay: $(cat "$tmp/errors")"
	: >"$tmp/errors"
	while read -r kind; do
		case " $PRUNED $KEPT " in *" $kind "*) continue ;; esac
		case $kind in
		secrets | persistentvolumeclaims | istiooperators.install.istio.io | *.sailoperator.io | *.extensions) ;;
		events | events.events.k8s.io | endpoints | endpointslices.discovery.k8s.io | leases.coordination.k8s.io) ;;
		*.metallb.io) ;; # which the list has, but for where they are somebody else's
		pods | replicasets.apps | controllerrevisions.apps | *.metrics.k8s.io) ;;
		*) printf '%s\n' "$kind" ;;
		esac
	done <"$tmp/kinds"
}

# listed KIND: a line for each object with the topology's labels; none where the API
# server does not know the kind.
listed() {
	k get "$1" -A -l "app.kubernetes.io/managed-by=render,app.kubernetes.io/part-of=$OWNER" \
		-o 'jsonpath={range .items[*]}{.apiVersion}{" "}{.kind}{" "}{.metadata.namespace}{"/"}{.metadata.name}{" "}{.metadata.ownerReferences[*].kind}{"\n"}{end}' >"$tmp/list" 2>"$tmp/errors" && return 0
	unknown || return 1
	: >"$tmp/list"
	: >"$tmp/errors"
}

# pod_needs: a template of workloads, whom their pods are, and what those read and mount.
pod_needs() {
	cat <<'END'
{{define "secret"}}Secret. {{.}}{{"\n"}}SealedSecret.bitnami.com {{.}}{{"\n"}}ExternalSecret.external-secrets.io {{.}}{{"\n"}}Certificate.cert-manager.io {{.}}{{"\n"}}{{end -}}
{{define "map"}}ConfigMap. {{.}}{{"\n"}}{{end -}}
{{define "containers"}}{{range .}}
{{- range .envFrom}}{{with .configMapRef}}{{template "map" .name}}{{end}}{{with .secretRef}}{{template "secret" .name}}{{end}}{{end}}
{{- range .env}}{{with .valueFrom}}{{with .configMapKeyRef}}{{template "map" .name}}{{end}}{{with .secretKeyRef}}{{template "secret" .name}}{{end}}{{end}}{{end}}
{{- end}}{{end -}}
{{range .items}}{{.kind}}.apps {{.metadata.name}}{{"\n"}}{{with .spec.template.spec}}
{{- with .serviceAccountName}}ServiceAccount. {{.}}{{"\n"}}{{end}}
{{- range .imagePullSecrets}}{{template "secret" .name}}{{end}}
{{- template "containers" .containers}}{{template "containers" .initContainers}}
{{- range .volumes}}{{with .configMap}}{{template "map" .name}}{{end}}{{with .secret}}{{template "secret" .secretName}}{{end}}
{{- with .projected}}{{range .sources}}{{with .configMap}}{{template "map" .name}}{{end}}{{with .secret}}{{template "secret" .name}}{{end}}{{end}}{{end}}{{end}}
{{- end}}{{end}}
END
}

# find_served: the workloads behind the Services that routes go to, and what their pods
# need, as used names what is.
find_served() {
	: >"$tmp/served"
	serving >"$tmp/serving"
	pod_needs >"$tmp/needs"
	while IFS=/ read -r namespace service; do
		# shellcheck disable=SC2016
		labels=$(k -n "$namespace" get services "$service" -o 'go-template={{range $key, $value := .spec.selector}}{{$key}}={{$value}},{{end}}' 2>"$tmp/errors") || labels=
		[ -n "$labels" ] || continue
		k -n "$namespace" get deployments.apps,daemonsets.apps,statefulsets.apps -l "${labels%,}" -o "go-template-file=$tmp/needs" >"$tmp/out" 2>"$tmp/errors" ||
			stop "kubectl get deployments, daemonsets, statefulsets fails"
		sed -n "s| | $namespace/|p" "$tmp/out" >>"$tmp/served"
	done <"$tmp/serving"
	: >"$tmp/errors"
}

# prune_kind KIND EDIT: deletes what is listed and not kept. What another object owns is
# that one's. The edit takes the groups off, where one object may be in several.
prune_kind() {
	while read -r version what name owner; do
		case $version in
		*/*) what=$what.${version%/*} ;;
		*) what=$what. ;;
		esac
		if [ -n "$owner" ] || kept | sed "$2" | grep -qxF "$(printf '%s %s\n' "$what" "$name" | sed "$2")" ||
			{ used && cat "$tmp/served"; } | grep -qxF "$what $name"; then
			continue
		fi
		if [ "$1" = secrets ] && needed | grep -qxF "${name#*/}"; then
			say "secrets $name stays, since the topology names it"
			continue
		fi
		namespace=${name%%/*}
		drop "$1" "${namespace:--}" "${name#*/}"
	done <"$tmp/list"
}

finish() {
	if [ -n "$dry" ]; then
		if [ -n "$refused" ]; then
			printf '%s: dry run: refused, by the API server or istioctl:%s; nothing was changed\n%s: once that is mended, run this again\n' "$ME" "$refused" "$ME" >&2
			exit 1
		fi
		if [ -n "$lacking" ]; then
			printf '%s: dry run: what has to be there before this is not, as told above; nothing was changed\n' "$ME" >&2
			exit 1
		fi
		say 'dry run: nothing was changed'
		return 0
	fi
	say "$1"
}
