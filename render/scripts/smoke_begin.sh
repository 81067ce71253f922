set -u
LC_ALL=C
export LC_ALL
CURL=${CURL:-curl}
TIMEOUT=${TIMEOUT-10}
CONNECT=${CONNECT:-}
CACERT=${CACERT:-}
CLIENT_CERT=${CLIENT_CERT:-}
CLIENT_KEY=${CLIENT_KEY:-}

usage() {
	printf 'smoke: %s\n\n' "$1" >&2
	help >&2
	exit 3
}

chosen=' '
outside=
quiet=
while [ $# -gt 0 ]; do
	case $1 in
	--tier)
		[ $# -gt 1 ] || usage '--tier needs a name'
		case " $TIERS " in
		*" $2 "*) ;;
		*) usage "--tier $2 is none of: $TIERS" ;;
		esac
		chosen="$chosen$2 "
		shift 2
		;;
	--outside) outside=yes && shift ;;
	--quiet | -q) quiet=yes && shift ;;
	--help | -h) help && exit 0 ;;
	*) usage "$1 is not known" ;;
	esac
done

cannot() {
	printf 'smoke: %s\n' "$1" >&2
	exit 2
}

# whole VALUE MOST: whether it is a number from 1 to MOST, as $number without the zeros at
# its begin, by which shells read it as octal.
whole() {
	number=$1
	while [ "$number" != "${number#0}" ]; do number=${number#0}; done
	case $number in
	'' | *[!0-9]* | ???????*) return 1 ;;
	esac
	[ "$number" -le "$2" ]
}

# check_connect ENTRY: one of CONNECT's; what it speaks of is of the topology.
check_connect() {
	form='it is: ADDRESS-OR-TIER:PORT=HOST:PORT, such as 192.168.1.141:443=127.0.0.1:8443'
	from=${1%%=*}
	to=${1#*=}
	case $1 in
	?*:*=?*:*) ;;
	*) usage "CONNECT has \"$1\", and $form" ;;
	esac
	for port in "${from##*:}" "${to##*:}"; do
		whole "$port" 65535 || usage "CONNECT has \"$1\", and $form"
	done
	case ${to%:*} in
	\[*:*\]) ;;
	*[][:=/]* | '') usage "CONNECT has \"$1\", and $form" ;;
	esac
	from=${from%:*}
	from=${from#\[}
	case " $TIERS $ADDRESSES " in
	*" ${from%\]} "*) ;;
	*) usage "CONNECT has \"$1\", and $from is neither a tier nor an address of one: $TIERS $ADDRESSES" ;;
	esac
}

whole "$TIMEOUT" 999999 || usage "TIMEOUT=$TIMEOUT is no number of seconds from 1 to 999999"
TIMEOUT=$number
set -f
for entry in $CONNECT; do check_connect "$entry"; done
set +f
command -v "$CURL" >/dev/null 2>&1 || cannot "there is no curl; write: CURL=/path/to/curl"

# check_curl: it knows all flags that are used.
check_curl() {
	version=$("$CURL" --version 2>/dev/null </dev/null | sed -n '1s/^curl \([0-9]*\.[0-9]*\).*/\1/p')
	whole "${version%.*}" 999 || cannot "$CURL tells no version, and curl 7.60 or newer is wanted; write: CURL=/path/to/curl"
	[ "$number" -le 7 ] || return 0
	if [ "$number" -eq 7 ] && whole "${version#*.}" 999 && [ "$number" -ge 60 ]; then
		return 0
	fi
	cannot "$CURL is of version $version, and 7.60 or newer is wanted; write: CURL=/path/to/curl"
}

# authorities TIER: those of CACERT for a tier, as cacert.
authorities() {
	cacert=
	form='it is: FILE, for all tiers, or TIER=FILE for each'
	case " $TIERS " in
	*" ${CACERT%%=*} "*) ;;
	*)
		cacert=$CACERT
		return 0
		;;
	esac
	set -f
	for one in $CACERT; do
		case " $TIERS " in
		*" ${one%%=*} "*) ;;
		*) usage "CACERT has \"$one\", and $form: $TIERS" ;;
		esac
		[ "${one%%=*}" != "$1" ] || cacert=${one#*=}
	done
	set +f
}

check_curl
for entry in $TIERS; do
	authorities "$entry"
	[ -z "$cacert" ] || [ -r "$cacert" ] || cannot "$cacert cannot be read"
done
for file in "$CLIENT_CERT" "$CLIENT_KEY"; do
	[ -z "$file" ] || [ -r "$file" ] || cannot "$file cannot be read"
done
[ -z "$CLIENT_KEY" ] || [ -n "$CLIENT_CERT" ] || cannot 'CLIENT_KEY goes with CLIENT_CERT'
tmp=$(mktemp -d) || cannot 'no folder for temporary files can be made'
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP
