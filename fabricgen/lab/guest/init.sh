# First program of the guest. The lines before this one set: share, a folder of the host; PATH to where fabricgen is; and
# the agent as "$@".
# The host's root is looked at through an overlay in RAM, so nothing that happens here changes it; share alone is real.
set -e
PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
export PATH HOME LANG
modules=/usr/lib/uml/modules/$(uname -r)

mount -t proc proc /proc
mount -t tmpfs tmpfs /run
mkdir -p /run/overlay/lib/modules
ln -s "$modules" /run/overlay/lib/modules/
modprobe -d /run/overlay overlay
mount -t tmpfs -o size=75% tmpfs /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/root

cd /mnt/root
mkdir -p lib/modules
ln -sfn "$modules" lib/modules/
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t devtmpfs devtmpfs dev
mkdir -p dev/shm dev/pts
mount -t tmpfs tmpfs dev/shm
mount -t devpts devpts dev/pts
mount -t tmpfs tmpfs run
mkdir -p run/lock run/lldpd run/netns run/share run/sshd
mount -t tmpfs tmpfs etc/frr
touch etc/frr/vtysh.conf # or vtysh tells that there is none
mount -t hostfs hostfs run/share -o "$share"
# exec: were chroot a child of this shell, the kernel would look for its modules in the old root.
exec chroot . sh -c 'modprobe ipv6; ip link set dev lo up; exec "$@"' agent "$@"
