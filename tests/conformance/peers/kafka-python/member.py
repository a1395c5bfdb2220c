"""A member of a group, from the first record on where nothing is committed; what it tells is in ../../group_member.h:

    python3 member.py BOOTSTRAP-SERVERS GROUP TOPIC
"""
import signal
import sys

from kafka import KafkaConsumer
from kafka.consumer.subscription_state import ConsumerRebalanceListener
from kafka.coordinator.assignors.range import RangePartitionAssignor


def tell(*words):
    print(*words, flush=True)


class Listener(ConsumerRebalanceListener):
    def on_partitions_revoked(self, revoked):
        tell("assigned")

    def on_partitions_assigned(self, assigned):
        tell("assigned", *(f"{partition.topic}-{partition.partition}" for partition in assigned))


is_leaving = False


def leave(*_):
    global is_leaving
    is_leaving = True


def main(servers, group, topic):
    signal.signal(signal.SIGTERM, leave)
    consumer = KafkaConsumer(
        bootstrap_servers=servers.split(","), group_id=group, client_id="python", auto_offset_reset="earliest",
        partition_assignment_strategy=[RangePartitionAssignor], session_timeout_ms=1000, heartbeat_interval_ms=200,
        max_poll_interval_ms=10_000, auto_commit_interval_ms=200, fetch_max_wait_ms=100, metadata_max_age_ms=1000)
    consumer.subscribe([topic], listener=Listener())
    while not is_leaving:
        for records in consumer.poll(timeout_ms=100).values():
            for record in records:
                tell("record", f"{record.topic}-{record.partition}", record.offset, record.value.decode())
    consumer.close()


main(*sys.argv[1:])
