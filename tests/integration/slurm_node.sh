#!/usr/bin/env bash
# A Slurm cluster of this machine alone, on the loopback address, for the time of one command:
#     slurm_node.sh FOLDER COMMAND...
# FOLDER is new, its path short and without spaces. Ends with the code of the command, or 77 where there is no Slurm.
# shellcheck disable=SC2317 # functions that are called by name
set -euo pipefail

state=$1
shift
PATH=$PATH:/usr/sbin:/sbin
for program in munged slurmctld slurmd sbatch; do
    command -v "$program" >/dev/null || exit 77
done
mkdir -p "$state"/{ctld,spool,munge}
chmod 755 "$state" "$state/munge"
head -c 128 /dev/urandom >"$state/munge/key"
chmod 600 "$state/munge/key"
host=$(hostname -s)
port=$((20000 + $$ % 20000))
cat >"$state/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$state/munge/socket,cred_expire=5
CredType=cred/munge
StateSaveLocation=$state/ctld
SlurmdSpoolDir=$state/spool
SlurmctldPidFile=$state/slurmctld.pid
SlurmdPidFile=$state/slurmd.pid
SlurmctldLogFile=$state/slurmctld.log
SlurmdLogFile=$state/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SwitchType=switch/none
SlurmdParameters=config_overrides
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=0
AccountingStorageType=accounting_storage/none
JobRequeue=1
RequeueExit=75,137,143
KillWait=2
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=4 State=UNKNOWN
PartitionName=main Nodes=n1 Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$state/slurm.conf

daemons=()
alive() { kill -0 "$1" 2>/dev/null; }
stop() {
    timeout 5 scancel --user "$(id -un)" 2>/dev/null || true
    for ((i = 0; i < 50; ++i)); do # slurmd does not end before its jobs have
        [[ -z $(timeout 5 squeue --noheader 2>/dev/null) ]] && break
        sleep 0.1
    done
    for ((d = ${#daemons[@]} - 1; d >= 0; --d)); do
        kill "${daemons[d]}" 2>/dev/null || true
        for ((i = 0; i < 20; ++i)); do
            alive "${daemons[d]}" || break
            sleep 0.1
        done
        kill -9 "${daemons[d]}" 2>/dev/null || true
    done
}
trap stop EXIT
launch() {
    "$@" </dev/null >>"$state/out" 2>&1 &
    daemons+=($!)
}
await() { # a cluster that does not come up is no fault of what is tested
    for ((i = 0; i < 100; ++i)); do
        "$@" >/dev/null 2>&1 && return
        sleep 0.1
    done
    exit 77
}
idle() { [[ -n $(sinfo --noheader --states=idle --format=%N) ]]; }

launch munged --foreground --key-file="$state/munge/key" --socket="$state/munge/socket" --pid-file="$state/munge/pid" \
    --log-file="$state/munge/log" --seed-file="$state/munge/seed" --num-threads=2
await munge -n -S "$state/munge/socket"
launch slurmctld -D -f "$SLURM_CONF"
await scontrol ping
launch slurmd -D -N n1 -f "$SLURM_CONF"
await idle
code=0
"$@" || code=$?
exit "$code"
