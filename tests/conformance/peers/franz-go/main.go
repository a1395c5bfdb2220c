// franz-go as a member of groups: one that tells what is in ../../group_member.h, or many of them.
//
//	franz-go member BOOTSTRAP-SERVERS GROUP TOPIC
//	franz-go many BOOTSTRAP-SERVERS TOPIC PARTITIONS GROUPS MEMBERS
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

type owned = map[string][]int32

func settings(servers, group, topic, client string, more ...kgo.Opt) []kgo.Opt {
	return append([]kgo.Opt{
		kgo.SeedBrokers(strings.Split(servers, ",")...),
		kgo.ConsumerGroup(group),
		kgo.ConsumeTopics(topic),
		kgo.ClientID(client),
		kgo.Balancers(kgo.RangeBalancer()),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.FetchMaxWait(100 * time.Millisecond),
	}, more...)
}

func names(partitions owned) (found []string) {
	for topic, numbers := range partitions {
		for _, number := range numbers {
			found = append(found, fmt.Sprintf("%s-%d", topic, number))
		}
	}
	return found
}

func member(servers, group, topic string) error {
	stop, _ := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	var output sync.Mutex
	tell := func(words ...string) {
		output.Lock()
		defer output.Unlock()
		fmt.Println(strings.Join(words, " "))
	}
	nothing := func(context.Context, *kgo.Client, owned) { tell("assigned") }
	client, err := kgo.NewClient(settings(servers, group, topic, "franz",
		kgo.SessionTimeout(time.Second), kgo.HeartbeatInterval(200*time.Millisecond),
		kgo.RebalanceTimeout(10*time.Second), kgo.AutoCommitInterval(200*time.Millisecond),
		kgo.MetadataMaxAge(time.Second), kgo.MetadataMinAge(200*time.Millisecond),
		kgo.OnPartitionsAssigned(func(_ context.Context, _ *kgo.Client, now owned) {
			tell(append([]string{"assigned"}, names(now)...)...)
		}),
		kgo.OnPartitionsRevoked(func(at context.Context, c *kgo.Client, was owned) {
			if err := c.CommitUncommittedOffsets(at); err != nil {
				tell("commit:", err.Error())
			}
			nothing(at, c, was)
		}),
		kgo.OnPartitionsLost(nothing))...)
	if err != nil {
		return err
	}
	for stop.Err() == nil {
		client.PollFetches(stop).EachRecord(func(record *kgo.Record) {
			tell("record", fmt.Sprintf("%s-%d", record.Topic, record.Partition),
				strconv.FormatInt(record.Offset, 10), string(record.Value))
		})
	}
	// Leaves the group, having committed.
	client.Close()
	return nil
}

// crowd is many groups: how many members own each of their partitions.
type crowd struct {
	mutex sync.Mutex
	count map[string]int
}

// Told by each member: all that it gained, or gave up.
func (c *crowd) move(group string, by int, partitions owned) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for _, name := range names(partitions) {
		slot := group + " " + name
		c.count[slot] += by
		if c.count[slot] == 0 {
			delete(c.count, slot)
		}
	}
}

// Every partition of every group has exactly one owner.
func (c *crowd) isComplete(slots int) bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for _, owners := range c.count {
		if owners != 1 {
			return false
		}
	}
	return len(c.count) == slots
}

func many(servers, topic string, partitions, groups, members int) error {
	all := &crowd{count: map[string]int{}}
	var clients []*kgo.Client
	begin := time.Now()
	for g := 0; g < groups; g++ {
		group := fmt.Sprintf("crowd-%d-%d", members, g)
		for m := 0; m < members; m++ {
			client, err := kgo.NewClient(settings(servers, group, topic, fmt.Sprintf("c%d", m),
				kgo.SessionTimeout(30*time.Second), kgo.HeartbeatInterval(500*time.Millisecond),
				kgo.OnPartitionsAssigned(func(_ context.Context, _ *kgo.Client, now owned) { all.move(group, 1, now) }),
				kgo.OnPartitionsRevoked(func(_ context.Context, _ *kgo.Client, was owned) { all.move(group, -1, was) }),
				kgo.OnPartitionsLost(func(_ context.Context, _ *kgo.Client, was owned) { all.move(group, -1, was) }))...)
			if err != nil {
				return err
			}
			clients = append(clients, client)
		}
	}
	deadline := begin.Add(2 * time.Minute)
	for !all.isComplete(groups*partitions) && time.Now().Before(deadline) {
		time.Sleep(20 * time.Millisecond)
	}
	if !all.isComplete(groups * partitions) {
		return fmt.Errorf("%d of %d partitions have owners", len(all.count), groups*partitions)
	}
	fmt.Printf("%d groups of %d members own all after %d ms\n", groups, members, time.Since(begin).Milliseconds())

	var leaving sync.WaitGroup
	for _, client := range clients {
		leaving.Add(1)
		go func(client *kgo.Client) {
			defer leaving.Done()
			client.Close()
		}(client)
	}
	leaving.Wait()
	return nil
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	var err error
	switch arguments := os.Args[1:]; arguments[0] {
	case "member":
		err = member(arguments[1], arguments[2], arguments[3])
	case "many":
		err = many(arguments[1], arguments[2], number(arguments[3]), number(arguments[4]), number(arguments[5]))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
