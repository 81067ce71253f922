set -eu
LC_ALL=C
export LC_ALL
umask 077
KUBECTL=${KUBECTL:-}
ISTIOCTL=${ISTIOCTL:-istioctl}
HELM=${HELM:-helm}
TIMEOUT=${TIMEOUT-300}
POLL=${POLL-2}
stage=begin
deleted=0
stayed=0

# say TEXT: what is being done.
say() { printf '%s: %s\n' "$ME" "$1"; }

warn() { printf '%s: warning: %s\n' "$ME" "$1" >&2; }

# stays TEXT: something is not deleted.
stays() {
	warn "$1"
	stayed=$((stayed + 1))
}

# cannot TEXT: nothing was done.
cannot() {
	printf '%s: %s\n' "$ME" "$1" >&2
	exit 2
}

usage() {
	printf '%s: %s\n\n' "$ME" "$1" >&2
	help >&2
	exit 3
}

# stop TEXT: some of it was done.
stop() {
	[ ! -s "$tmp/errors" ] || sed 's/^/  /' "$tmp/errors" >&2
	printf '%s: stopped in stage %s: %s\n' "$ME" "$stage" "$1" >&2
	again=$AGAIN
	[ -z "$dry" ] || again='run this again'
	printf '%s: once that is mended, %s\n' "$ME" "$again" | sed "s/STAGE/$stage/" >&2
	exit 1
}

# whole NAME VALUE LEAST: the value as a number, which shells read as octal where it
# begins with 0.
whole() {
	number=$2
	while [ "$number" != "${number#0?}" ]; do number=${number#0}; done
	case $number in
	'' | *[!0-9]* | ???????*) number= ;;
	esac
	[ "${number:--1}" -ge "$3" ] || usage "$1=$2 is no number of seconds from $3 to 999999"
}

# check_environment: nothing is done by what cannot be counted with.
check_environment() {
	whole TIMEOUT "$TIMEOUT" 1
	TIMEOUT=$number
	whole POLL "$POLL" 0
	POLL=$number
}

# k ARGUMENT...: kubectl, which may be two words. It reads nothing of what feeds the script.
k() {
	# shellcheck disable=SC2086
	$KUBECTL "$@" </dev/null
}

# k_in ARGUMENT...: the same, and it reads what is handed to it.
k_in() {
	# shellcheck disable=SC2086
	$KUBECTL "$@"
}

find_kubectl() {
	if [ -n "$KUBECTL" ]; then
		command -v "${KUBECTL%% *}" >/dev/null 2>&1 || cannot "there is no ${KUBECTL%% *}, which KUBECTL names"
	elif [ -n "$MICROK8S" ] && command -v microk8s >/dev/null 2>&1; then
		KUBECTL='microk8s kubectl'
	elif command -v kubectl >/dev/null 2>&1; then
		KUBECTL=kubectl
	elif command -v microk8s >/dev/null 2>&1; then
		KUBECTL='microk8s kubectl'
	else
		cannot 'there is no kubectl; write: KUBECTL=/path/to/kubectl'
	fi
}

# reach_cluster: the API server answers. The kubectl of a worker node of microk8s says a
# word about that, ends with 0 whatever it is told to do, and does nothing.
reach_cluster() {
	said=$(k get --raw /version 2>&1) || :
	case $said in
	*gitVersion*) ;;
	*'acting as a node'* | *'acting as a worker'* | *'worker node'*)
		cannot "this is a worker node of microk8s, whose kubectl does nothing; run this on a node of the control plane: $said"
		;;
	*) cannot "no API server answers $KUBECTL: $said" ;;
	esac
	minor=$(printf '%s' "$said" | tr -d '\n' | sed -n 's/.*"minor": *"\([0-9]*\).*/\1/p')
	[ "1.$minor" = "$KUBERNETES" ] || warn "the cluster is Kubernetes 1.$minor, and the topology is for $KUBERNETES"
	tmp=$(mktemp -d) || cannot 'no folder for temporary files can be made'
	trap 'rm -rf "$tmp"' EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM
	trap 'exit 129' HUP
	: >"$tmp/errors"
	say "by $KUBECTL, context $(k config current-context 2>/dev/null || printf unknown)"
}

# share_config: what is no kubectl reaches the same cluster as microk8s' own.
share_config() {
	[ "$KUBECTL" = 'microk8s kubectl' ] && [ -z "${KUBECONFIG:-}" ] || return 0
	microk8s config >"$tmp/config" </dev/null || cannot 'microk8s config gives no configuration'
	KUBECONFIG=$tmp/config
	export KUBECONFIG
}

# need_istioctl VERSION: it is there, and of this minor version. It installs its own patch, which is told where
# another is wanted.
need_istioctl() {
	command -v "$ISTIOCTL" >/dev/null 2>&1 || cannot "istioctl $1 installs Istio here, and there is no $ISTIOCTL; write: ISTIOCTL=/path/to/istioctl"
	share_config
	said=$("$ISTIOCTL" version --remote=false 2>&1 </dev/null) || :
	rest=${1#*.}
	case " $said" in
	*[!0-9.]"${1%%.*}.${rest%%.*}".* | *[!0-9.]"${1%%.*}.${rest%%.*}") ;;
	*) cannot "istioctl $1 is wanted, and $ISTIOCTL is: $said" ;;
	esac
	case $rest in *.*) ;; *) return 0 ;; esac
	case " $said" in
	*[!0-9.]"$1" | *[!0-9.]"$1"[!0-9.]*) ;;
	*) warn "istioctl $1 is wanted, and $ISTIOCTL, which installs its own version, is: $said" ;;
	esac
}

need_helm() {
	command -v "$HELM" >/dev/null 2>&1 || cannot "helm installs Istio here, and there is no $HELM; write: HELM=/path/to/helm"
	share_config
}

# eventually WHAT COMMAND...: tries until it holds, or stops. The command may say in
# $what what is missing.
eventually() {
	what=$1
	shift
	left=$((TIMEOUT / 2 + 1))
	until "$@" >"$tmp/out" 2>"$tmp/errors"; do
		left=$((left - 1))
		[ "$left" -gt 0 ] || stop "$what, after ${TIMEOUT}s"
		sleep "$POLL"
	done
	: >"$tmp/errors"
}

# unknown: kubectl does not know a kind, of which then there is nothing.
unknown() {
	grep -q -e "doesn't have a resource type" -e 'no matches for kind' -e 'could not find the requested resource' "$tmp/errors"
}

# found KIND NAMESPACE NAME: what is there, as name=TOPOLOGY; nothing where it is not.
found() {
	of='jsonpath={.metadata.name}={.metadata.labels.app\.kubernetes\.io/part-of}'
	if [ "$2" = - ]; then
		set -- "$1" "$3"
	else
		set -- -n "$2" "$1" "$3"
	fi
	k get "$@" --ignore-not-found -o "$of" 2>"$tmp/errors" && return 0
	unknown || stop "kubectl get fails: $*"
	: >"$tmp/errors"
}

# drop KIND NAMESPACE NAME [orphan|foreground]: deletes an object of the topology, and leaves what is
# made of it if that is to be an orphan, or waits until it is gone too; - is no namespace.
drop() {
	there=$(found "$1" "$2" "$3") || exit 1
	case $there in
	'' | =) return 0 ;;
	*"=$OWNER" | *"=$FORMER") ;;
	*)
		stays "$1 $2/$3 is not of $OWNER, and stays"
		return 0
		;;
	esac
	if [ -n "$dry" ]; then
		say "would delete $1 $2/$3"
		return 0
	fi
	cascade=${4:-}
	key=
	case $1 in
	certificates.cert-manager.io)
		key=$(k get "$1" "$3" -n "$2" --ignore-not-found -o 'jsonpath={.spec.secretName}') || key=
		;;
	sealedsecrets.bitnami.com | externalsecrets.external-secrets.io)
		# What it made goes along with it, which the topology may have itself by now.
		if type kept >/dev/null 2>&1 && kept | grep -qxF "Secret. $2/$3"; then
			cascade=orphan
		fi
		;;
	esac
	if [ "$2" = - ]; then
		set -- "$1" "$3"
	else
		set -- "$1" "$3" -n "$2"
	fi
	[ -z "$cascade" ] || set -- "$@" --cascade="$cascade"
	k delete "$@" --ignore-not-found --timeout "${TIMEOUT}s" 2>"$tmp/errors" || stop "it cannot be deleted: $*"
	deleted=$((deleted + 1))
	[ -z "$key" ] || key_stays "$2" "$4" "$key"
}

# key_stays CERTIFICATE NAMESPACE SECRET: cert-manager leaves what it issued, unless it owns it.
key_stays() {
	! type kept >/dev/null 2>&1 || ! kept | grep -qxF "Secret. $2/$3" || return 0
	! type needed >/dev/null 2>&1 || ! needed | grep -qxF "$3" || return 0
	of=$(k get secrets "$3" -n "$2" --ignore-not-found -o 'jsonpath={.metadata.annotations.cert-manager\.io/certificate-name}={.metadata.ownerReferences[*].kind}' 2>"$tmp/errors") || of=
	[ "$of" = "$1=" ] || return 0
	stays "the Secret $2/$3 with the private key of the Certificate $1 stays, as cert-manager leaves it; to delete it too: $KUBECTL delete secret $3 -n $2"
}

# retire_operator NAMESPACE DEPLOYMENT NAMESPACE NAME: takes an IstioOperator from the
# operator in the cluster without what that does then: it would uninstall istiod and all
# gateways.
retire_operator() {
	there=$(found istiooperators.install.istio.io "$3" "$4") || exit 1
	[ -n "$there" ] || return 0
	if [ -n "$dry" ]; then
		say "would stop the operator $1/$2 and delete the IstioOperator $3/$4, which leaves istiod and gateways as they are"
		return 0
	fi
	there=$(found deployments.apps "$1" "$2") || exit 1
	if [ -n "$there" ]; then
		k -n "$1" scale "deployment/$2" --replicas=0 2>"$tmp/errors" || stop 'the operator cannot be stopped'
		eventually "pods of the operator $1/$2 are there" no_pods "$1"
	fi
	k -n "$3" patch istiooperators.install.istio.io "$4" --type=merge -p '{"metadata":{"finalizers":null}}' 2>"$tmp/errors" || stop 'the finalizer of the IstioOperator cannot be taken off'
	drop istiooperators.install.istio.io "$3" "$4"
}

no_pods() { running=$(k -n "$1" get pods -l name=istio-operator -o name) && [ -z "$running" ]; }
