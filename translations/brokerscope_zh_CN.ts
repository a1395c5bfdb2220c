<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ActWords</name>
    <message>
        <source>Killing broker %1</source>
        <translation>杀死 broker %1</translation>
    </message>
    <message>
        <source>Broker %1 was killed.</source>
        <translation>Broker %1 已被杀死。</translation>
    </message>
    <message>
        <source>Stopping broker %1</source>
        <translation>停止 broker %1</translation>
    </message>
    <message>
        <source>Broker %1 stopped cleanly.</source>
        <translation>Broker %1 已正常停止。</translation>
    </message>
    <message>
        <source>Restarting broker %1</source>
        <translation>重启 broker %1</translation>
    </message>
    <message>
        <source>Broker %1 is starting.</source>
        <translation>Broker %1 正在启动。</translation>
    </message>
    <message>
        <source>Creating topic %1</source>
        <translation>创建主题 %1</translation>
    </message>
    <message>
        <source>Topic %1 was created.</source>
        <translation>主题 %1 已创建。</translation>
    </message>
    <message>
        <source>Deleting topic %1</source>
        <translation>删除主题 %1</translation>
    </message>
    <message>
        <source>Topic %1 was deleted.</source>
        <translation>主题 %1 已删除。</translation>
    </message>
    <message>
        <source>Asking for the settings of %1</source>
        <translation>查询 %1 的设置</translation>
    </message>
    <message>
        <source>Sending text to %1</source>
        <translation>向 %1 发送文本</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) were sent to %1.</source>
        <translation>
            <numerusform>已向 %1 发送 %n 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Freezing broker %1</source>
        <translation>冻结 broker %1</translation>
    </message>
    <message>
        <source>Broker %1 was frozen.</source>
        <translation>Broker %1 已被冻结。</translation>
    </message>
    <message>
        <source>Thawing broker %1</source>
        <translation>解冻 broker %1</translation>
    </message>
    <message>
        <source>Broker %1 was thawed.</source>
        <translation>Broker %1 已解冻。</translation>
    </message>
    <message>
        <source>Cutting the power of broker %1</source>
        <translation>切断 broker %1 的电源</translation>
    </message>
    <message>
        <source>Broker %1 lost its power.</source>
        <translation>Broker %1 断电了。</translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation>已完成：%1</translation>
    </message>
    <message>
        <source>Producing a record to %1</source>
        <translation>正在向 %1 写入一条记录</translation>
    </message>
    <message>
        <source>A record was produced to %1.</source>
        <translation>已向 %1 写入一条记录。</translation>
    </message>
</context>
<context>
    <name>Amounts</name>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
</context>
<context>
    <name>BreakMenu</name>
    <message>
        <source>Broker %1</source>
        <translation>Broker %1</translation>
    </message>
    <message>
        <source>Broker %1 – clients</source>
        <translation>Broker %1 – 客户端</translation>
    </message>
    <message>
        <source>Broker %1 – broker %2</source>
        <translation>Broker %1 – broker %2</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>隔离</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>Link to %1</source>
        <translation>到%1的链路</translation>
    </message>
</context>
<context>
    <name>BrokerFaults</name>
    <message>
        <source>It is frozen: its connections stay open and nobody is answered, so that the others notice it only by its silence. The controller fences it after broker.session.timeout.ms, %1 ms.</source>
        <translation>它被冻结了：连接保持打开，但不回答任何人，其他 broker 只能从它的沉默中察觉。控制器在 broker.session.timeout.ms（%1 ms）后将其隔离。</translation>
    </message>
    <message>
        <source>It came back before the controller ended its old session, and is refused until then: otherwise two brokers %1 could hold the same partitions.</source>
        <translation>它在控制器结束其旧会话之前就回来了，在此之前会被拒绝：否则可能有两个 broker %1 持有相同的分区。</translation>
    </message>
    <message>
        <source>It is cut off from all other brokers: it may go on believing that it leads, but nothing that needs a second replica is acknowledged any more.</source>
        <translation>它与所有其他 broker 隔绝：它可能仍以为自己在领导，但凡是需要第二个副本的写入都不再得到确认。</translation>
    </message>
    <message>
        <source>Its disk is slow: a sync takes at least %1 ms.</source>
        <translation>它的磁盘很慢：一次同步至少需要 %1 ms。</translation>
    </message>
    <message>
        <source>Its disk is full: since then files may grow by %1 and no more.</source>
        <translation>它的磁盘已满：从那时起文件最多只能再增长 %1。</translation>
    </message>
    <message>
        <source>Its disk fails: %1.</source>
        <translation>它的磁盘出错：%1。</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>To %1</source>
        <translation>到 %1</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>Disk…</source>
        <translation>磁盘…</translation>
    </message>
    <message>
        <source>Disk well again</source>
        <translation>磁盘恢复正常</translation>
    </message>
    <message>
        <source>The controller has not noticed yet: it still counts it as a member, and what it led has no other leader until its session ends, %1 ms after its last heartbeat.</source>
        <translation>控制器尚未察觉：仍把它算作成员，它领导的分区要等到其会话结束（最后一次心跳后 %1 ms）才会有别的领导者。</translation>
    </message>
</context>
<context>
    <name>Crumbs</name>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>Consumer groups</source>
        <translation>消费者组</translation>
    </message>
    <message>
        <source>Quorum</source>
        <translation>仲裁</translation>
    </message>
    <message>
        <source>Brokers</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Broker %1</source>
        <translation>Broker %1</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Segments of %1 on broker %2</source>
        <translation>broker %2 上 %1 的日志段</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>kill broker %1</source>
        <translation>杀死 broker %1</translation>
    </message>
    <message>
        <source>stop broker %1</source>
        <translation>停止 broker %1</translation>
    </message>
    <message>
        <source>restart broker %1</source>
        <translation>重启 broker %1</translation>
    </message>
    <message>
        <source>create topic %1</source>
        <translation>创建主题 %1</translation>
    </message>
    <message>
        <source>delete topic %1</source>
        <translation>删除主题 %1</translation>
    </message>
    <message>
        <source>send text to %1</source>
        <translation>向 %1 发送文本</translation>
    </message>
    <message>
        <source>killed</source>
        <translation>被杀死</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>the controller did not hear from it in time</source>
        <translation>控制器没有按时收到它的消息</translation>
    </message>
    <message>
        <source>it is stopping</source>
        <translation>它正在停止</translation>
    </message>
    <message>
        <source>it was unregistered</source>
        <translation>它已被注销</translation>
    </message>
    <message>
        <source>it follows broker %1, whose log begins at offset %2</source>
        <translation>它跟随 broker %1，其日志从 offset %2 开始</translation>
    </message>
    <message>
        <source>it started again</source>
        <translation>它重新启动了</translation>
    </message>
    <message>
        <source>broker %1 started again</source>
        <translation>broker %1 重新启动了</translation>
    </message>
    <message>
        <source>broker %1 fell behind</source>
        <translation>broker %1 落后了</translation>
    </message>
    <message>
        <source>broker %1 caught up</source>
        <translation>broker %1 追上了</translation>
    </message>
    <message>
        <source>the partition is new</source>
        <translation>分区是新的</translation>
    </message>
    <message>
        <source>broker %1 is back</source>
        <translation>broker %1 回来了</translation>
    </message>
    <message>
        <source>broker %1 is not registered</source>
        <translation>broker %1 没有注册</translation>
    </message>
    <message>
        <source>broker %1 is stopping</source>
        <translation>broker %1 正在停止</translation>
    </message>
    <message>
        <source>broker %1 is fenced</source>
        <translation>broker %1 被隔离</translation>
    </message>
    <message>
        <source>broker %1 is there</source>
        <translation>broker %1 在线</translation>
    </message>
    <message>
        <source>broker %1 was killed</source>
        <translation>broker %1 被杀死</translation>
    </message>
    <message>
        <source>it is the preferred leader</source>
        <translation>它是首选领导者</translation>
    </message>
    <message>
        <source>no replica known to have everything is alive, so that what only broker %1 has is lost</source>
        <translation>没有存活的副本确定拥有全部记录，因此只在 broker %1 上的记录会丢失</translation>
    </message>
    <message>
        <source>broker %1 led last and came back without a clean shutdown, so that what had not reached its disk is lost</source>
        <translation>broker %1 是最后的领导者，且未正常关闭就重新启动，因此尚未写入其磁盘的记录会丢失</translation>
    </message>
    <message>
        <source>the log was empty</source>
        <translation>日志是空的</translation>
    </message>
    <message>
        <source>its offsets reach too far from its base</source>
        <translation>偏移量离起点太远</translation>
    </message>
    <message>
        <source>it reached segment.bytes</source>
        <translation>达到 segment.bytes</translation>
    </message>
    <message>
        <source>its index is full</source>
        <translation>索引已满</translation>
    </message>
    <message>
        <source>it reached segment.ms</source>
        <translation>达到 segment.ms</translation>
    </message>
    <message>
        <source>no voter of the metadata quorum has been elected yet</source>
        <translation>元数据仲裁尚未选出投票者</translation>
    </message>
    <message>
        <source>the metadata quorum needs %1 of its %2 voters and has %3: replicas serve on, but no leader can be elected and no topic created</source>
        <translation>元数据仲裁的 %2 个投票者中需要 %1 个，现有 %3 个：副本继续服务，但不能选举领导者，也不能创建主题</translation>
    </message>
    <message>
        <source>There is no broker %1 to %2.</source>
        <translation>没有 broker %1 可执行 %2。</translation>
    </message>
    <message>
        <source>Broker %1 is just being stopped or started.</source>
        <translation>Broker %1 正在停止或启动。</translation>
    </message>
    <message>
        <source>Broker %1 is running already.</source>
        <translation>Broker %1 已在运行。</translation>
    </message>
    <message>
        <source>Broker %1 is not running.</source>
        <translation>Broker %1 没有运行。</translation>
    </message>
    <message>
        <source>The cluster stops.</source>
        <translation>集群正在停止。</translation>
    </message>
    <message>
        <source>the answer is empty</source>
        <translation>应答为空</translation>
    </message>
    <message>
        <source>freeze broker %1</source>
        <translation>冻结 broker %1</translation>
    </message>
    <message>
        <source>thaw broker %1</source>
        <translation>解冻 broker %1</translation>
    </message>
    <message>
        <source>cut the power of broker %1</source>
        <translation>切断 broker %1 的电源</translation>
    </message>
    <message>
        <source>cut the link between broker %1 and broker %2</source>
        <translation>切断 broker %1 与 broker %2 之间的链路</translation>
    </message>
    <message>
        <source>cut the link between broker %1 and clients</source>
        <translation>切断 broker %1 与客户端之间的链路</translation>
    </message>
    <message>
        <source>cut the link between clients and broker %1</source>
        <translation>切断客户端与 broker %1 之间的链路</translation>
    </message>
    <message>
        <source>cut the link from broker %1 to broker %2</source>
        <translation>切断从 broker %1 到 broker %2 的链路</translation>
    </message>
    <message>
        <source>cut the link from broker %1 to clients</source>
        <translation>切断从 broker %1 到客户端 的链路</translation>
    </message>
    <message>
        <source>cut the link from clients to broker %1</source>
        <translation>切断从客户端到 broker %1 的链路</translation>
    </message>
    <message>
        <source>slow the link between broker %1 and broker %2</source>
        <translation>减慢 broker %1 与 broker %2 之间的链路</translation>
    </message>
    <message>
        <source>slow the link between broker %1 and clients</source>
        <translation>减慢 broker %1 与客户端之间的链路</translation>
    </message>
    <message>
        <source>slow the link between clients and broker %1</source>
        <translation>减慢客户端与 broker %1 之间的链路</translation>
    </message>
    <message>
        <source>slow the link from broker %1 to broker %2</source>
        <translation>减慢从 broker %1 到 broker %2 的链路</translation>
    </message>
    <message>
        <source>slow the link from broker %1 to clients</source>
        <translation>减慢从 broker %1 到客户端 的链路</translation>
    </message>
    <message>
        <source>slow the link from clients to broker %1</source>
        <translation>减慢从客户端到 broker %1 的链路</translation>
    </message>
    <message>
        <source>reset the link between broker %1 and broker %2</source>
        <translation>重置 broker %1 与 broker %2 之间的链路</translation>
    </message>
    <message>
        <source>reset the link between broker %1 and clients</source>
        <translation>重置 broker %1 与客户端之间的链路</translation>
    </message>
    <message>
        <source>reset the link between clients and broker %1</source>
        <translation>重置客户端与 broker %1 之间的链路</translation>
    </message>
    <message>
        <source>reset the link from broker %1 to broker %2</source>
        <translation>重置从 broker %1 到 broker %2 的链路</translation>
    </message>
    <message>
        <source>reset the link from broker %1 to clients</source>
        <translation>重置从 broker %1 到客户端 的链路</translation>
    </message>
    <message>
        <source>reset the link from clients to broker %1</source>
        <translation>重置从客户端到 broker %1 的链路</translation>
    </message>
    <message>
        <source>heal the link between broker %1 and broker %2</source>
        <translation>恢复 broker %1 与 broker %2 之间的链路</translation>
    </message>
    <message>
        <source>heal the link between broker %1 and clients</source>
        <translation>恢复 broker %1 与客户端之间的链路</translation>
    </message>
    <message>
        <source>heal the link between clients and broker %1</source>
        <translation>恢复客户端与 broker %1 之间的链路</translation>
    </message>
    <message>
        <source>heal the link from broker %1 to broker %2</source>
        <translation>恢复从 broker %1 到 broker %2 的链路</translation>
    </message>
    <message>
        <source>heal the link from broker %1 to clients</source>
        <translation>恢复从 broker %1 到客户端 的链路</translation>
    </message>
    <message>
        <source>heal the link from clients to broker %1</source>
        <translation>恢复从客户端到 broker %1 的链路</translation>
    </message>
    <message>
        <source>heal all links</source>
        <translation>恢复所有链路</translation>
    </message>
    <message>
        <source>make the disk of broker %1 well</source>
        <translation>让 broker %1 的磁盘恢复正常</translation>
    </message>
    <message>
        <source>make the disk of broker %1 slow</source>
        <translation>让 broker %1 的磁盘变慢</translation>
    </message>
    <message>
        <source>make the disk of broker %1 full</source>
        <translation>让 broker %1 的磁盘变满</translation>
    </message>
    <message>
        <source>make the disk of broker %1 failing</source>
        <translation>让 broker %1 的磁盘出现故障</translation>
    </message>
    <message>
        <source>lost its power</source>
        <translation>断电</translation>
    </message>
    <message>
        <source>each frame comes %1 ms late</source>
        <translation>每一帧迟到 %1 毫秒</translation>
    </message>
    <message>
        <source>each frame comes %1 ms late, at most %2 bytes per second pass</source>
        <translation>每一帧迟到 %1 毫秒，每秒最多通过 %2 字节</translation>
    </message>
    <message>
        <source>reads, writes and syncs of all files</source>
        <translation>所有文件的读、写和同步</translation>
    </message>
    <message>
        <source>reads, writes and syncs of files with %1 in their path</source>
        <translation>路径中含有 %1 的文件的读、写和同步</translation>
    </message>
    <message>
        <source>reads of all files</source>
        <translation>所有文件的读</translation>
    </message>
    <message>
        <source>reads of files with %1 in their path</source>
        <translation>路径中含有 %1 的文件的读</translation>
    </message>
    <message>
        <source>writes of all files</source>
        <translation>所有文件的写</translation>
    </message>
    <message>
        <source>writes of files with %1 in their path</source>
        <translation>路径中含有 %1 的文件的写</translation>
    </message>
    <message>
        <source>syncs of all files</source>
        <translation>所有文件的同步</translation>
    </message>
    <message>
        <source>syncs of files with %1 in their path</source>
        <translation>路径中含有 %1 的文件的同步</translation>
    </message>
    <message>
        <source>There is no broker %1.</source>
        <translation>没有 broker %1。</translation>
    </message>
    <message>
        <source>Broker %1 is frozen and hears nothing.</source>
        <translation>Broker %1 被冻结，听不到任何消息。</translation>
    </message>
    <message>
        <source>Broker %1 is frozen already.</source>
        <translation>Broker %1 已经被冻结。</translation>
    </message>
    <message>
        <source>Broker %1 is not frozen.</source>
        <translation>Broker %1 没有被冻结。</translation>
    </message>
    <message>
        <source>A link has two ends.</source>
        <translation>一条链路有两端。</translation>
    </message>
    <message>
        <source>clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>broker %1</translation>
    </message>
    <message>
        <source>the topic name is empty</source>
        <translation>主题名称为空</translation>
    </message>
    <message>
        <source>the topic name &apos;%1&apos; is invalid: it must not be &apos;.&apos; or &apos;..&apos;</source>
        <translation>主题名称“%1”无效：不能是“.”或“..”</translation>
    </message>
    <message>
        <source>the topic name &apos;%1&apos; is invalid: it has %2 characters, at most %3 are allowed</source>
        <translation>主题名称“%1”无效：它有 %2 个字符，最多允许 %3 个</translation>
    </message>
    <message>
        <source>the topic name &apos;%1&apos; is invalid: only ASCII letters and digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos; are allowed</source>
        <translation>主题名称“%1”无效：只允许 ASCII 字母、数字、“.”、“_”和“-”</translation>
    </message>
    <message>
        <source>topic %1 collides with topic %2: names must differ in more than &apos;.&apos; and &apos;_&apos;</source>
        <translation>主题 %1 与主题 %2 冲突：名称不能只在“.”和“_”上不同</translation>
    </message>
    <message>
        <source>topic %1 exists already</source>
        <translation>主题 %1 已存在</translation>
    </message>
    <message>
        <source>there is no topic %1</source>
        <translation>没有主题 %1</translation>
    </message>
    <message>
        <source>the topic %1 belongs to the controllers</source>
        <translation>主题 %1 属于控制器</translation>
    </message>
    <message>
        <source>deleting topics is switched off</source>
        <translation>删除主题的功能已关闭</translation>
    </message>
    <message>
        <source>a topic needs at least one partition, not %1</source>
        <translation>主题至少需要一个分区，而不是 %1 个</translation>
    </message>
    <message>
        <source>a topic needs at least one replica, not %1</source>
        <translation>主题至少需要一个副本，而不是 %1 个</translation>
    </message>
    <message>
        <source>a partition needs at least one replica, not %1</source>
        <translation>分区至少需要一个副本，而不是 %1 个</translation>
    </message>
    <message>
        <source>%1 replicas of a partition need as many brokers, and %2 are registered</source>
        <translation>一个分区的 %1 个副本需要同样多的 broker，而已注册的有 %2 个</translation>
    </message>
    <message>
        <source>%1 replicas of a partition need as many brokers, and %2 is registered</source>
        <translation>一个分区的 %1 个副本需要同样多的 broker，而已注册的只有 %2 个</translation>
    </message>
    <message>
        <source>all %1 brokers are fenced, so that none can lead a partition</source>
        <translation>全部 %1 个 broker 都被隔离，没有一个能领导分区</translation>
    </message>
    <message>
        <source>the setting %1 has no value</source>
        <translation>设置 %1 没有值</translation>
    </message>
    <message>
        <source>%1 = %2: %3 is expected</source>
        <translation>%1 = %2：应为 %3</translation>
    </message>
    <message>
        <source>%1 = %2: each item is one of %3</source>
        <translation>%1 = %2：每一项应为 %3 之一</translation>
    </message>
    <message>
        <source>there is no topic setting &apos;%1&apos; here; did you mean %2?</source>
        <translation>这里没有主题设置“%1”；您是指 %2 吗？</translation>
    </message>
    <message>
        <source>controller %1 said goodbye</source>
        <translation>控制器 %1 已告别</translation>
    </message>
    <message>
        <source>it no longer hears controller %1</source>
        <translation>它不再收到控制器 %1 的消息</translation>
    </message>
    <message>
        <source>it knows of no controller</source>
        <translation>它不知道有控制器</translation>
    </message>
    <message>
        <source>it leads epoch %1 itself</source>
        <translation>它自己领导 epoch %1</translation>
    </message>
    <message>
        <source>it still hears controller %1</source>
        <translation>它仍收到控制器 %1 的消息</translation>
    </message>
    <message>
        <source>the log of broker %1 ends at %2, this one at %3</source>
        <translation>broker %1 的日志止于 %2，本机的止于 %3</translation>
    </message>
    <message>
        <source>the log of broker %1 ends in epoch %2, this one in epoch %3</source>
        <translation>broker %1 的日志止于 epoch %2，本机的止于 epoch %3</translation>
    </message>
    <message>
        <source>controller %1 leads epoch %2</source>
        <translation>控制器 %1 领导 epoch %2</translation>
    </message>
    <message>
        <source>it stands in this epoch itself</source>
        <translation>它自己在此 epoch 参选</translation>
    </message>
    <message>
        <source>it has voted for broker %1 in this epoch</source>
        <translation>它在此 epoch 已投票给 broker %1</translation>
    </message>
    <message>
        <source>epoch %1 had a controller already</source>
        <translation>epoch %1 已有过控制器</translation>
    </message>
    <message>
        <source>it knows of epoch %1</source>
        <translation>它已知道 epoch %1</translation>
    </message>
    <message>
        <source>a newer epoch has begun</source>
        <translation>更新的 epoch 已开始</translation>
    </message>
    <message>
        <source>elected by %1</source>
        <translation>由 %1 选出</translation>
    </message>
    <message>
        <source>broker epoch %1</source>
        <translation>broker epoch %1</translation>
    </message>
    <message>
        <source>rack %1</source>
        <translation>机架 %1</translation>
    </message>
    <message>
        <source>fenced</source>
        <translation>已隔离</translation>
    </message>
    <message>
        <source>unfenced</source>
        <translation>已解除隔离</translation>
    </message>
    <message>
        <source>in controlled shutdown</source>
        <translation>正在受控关闭</translation>
    </message>
    <message>
        <source>with all its partitions and settings</source>
        <translation>连同其全部分区和设置</translation>
    </message>
    <message>
        <source>no leader</source>
        <translation>无领导者</translation>
    </message>
    <message>
        <source>leader epoch %1</source>
        <translation>领导者 epoch %1</translation>
    </message>
    <message>
        <source>leader %1</source>
        <translation>领导者 %1</translation>
    </message>
    <message>
        <source>replicas %1</source>
        <translation>副本 %1</translation>
    </message>
    <message>
        <source>adding %1</source>
        <translation>增加 %1</translation>
    </message>
    <message>
        <source>removing %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>eligible %1</source>
        <translation>可当选 %1</translation>
    </message>
    <message>
        <source>last known leader %1</source>
        <translation>最后已知领导者 %1</translation>
    </message>
    <message>
        <source>recovering</source>
        <translation>恢复中</translation>
    </message>
    <message>
        <source>recovered</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>all brokers</source>
        <translation>所有 broker</translation>
    </message>
    <message>
        <source>%1 at its default</source>
        <translation>%1 恢复默认</translation>
    </message>
    <message>
        <source>producer ids before %1</source>
        <translation>%1 之前的生产者 id</translation>
    </message>
    <message>
        <source>level %1</source>
        <translation>级别 %1</translation>
    </message>
    <message>
        <source>%1 bytes of a type unknown here</source>
        <translation>%1 字节，类型在此未知</translation>
    </message>
    <message>
        <source>control record</source>
        <translation>控制记录</translation>
    </message>
    <message>
        <source>unreadable record</source>
        <translation>无法读取的记录</translation>
    </message>
    <message>
        <source>it follows broker %1, where leader epoch %2 ends at offset %3; offsets %4 to %5 are gone, and up to %6 they had been committed: these are lost</source>
        <translation>它跟随 broker %1，那里的 领导者 epoch %2 结束于偏移量 %3；偏移量 %4 到 %5 已被截去，其中到 %6 为止的曾经提交，已经丢失</translation>
    </message>
    <message>
        <source>it follows broker %1, where leader epoch %2 ends at offset %3; offsets %4 to %5 are gone</source>
        <translation>它跟随 broker %1，那里的 领导者 epoch %2 结束于偏移量 %3；偏移量 %4 到 %5 已被截去</translation>
    </message>
    <message>
        <source>it follows broker %1 and cannot tell where their logs part; offsets %2 to %3 are gone</source>
        <translation>它跟随 broker %1，但无法判断两份日志从哪里分开；偏移量 %2 到 %3 已被截去</translation>
    </message>
    <message>
        <source>leads from here on</source>
        <translation>从此处起领导</translation>
    </message>
    <message>
        <source>The controller refuses it until its old session ends, within %1 ms.</source>
        <translation>控制器在其旧会话结束前（%1 ms 内）会拒绝它。</translation>
    </message>
    <message>
        <source>produce a record to %1</source>
        <translation>向 %1 写入一条记录</translation>
    </message>
    <message>
        <source>remove member %1 from group %2</source>
        <translation>将成员 %1 移出消费组 %2</translation>
    </message>
    <message>
        <source>delete group %1</source>
        <translation>删除消费组 %1</translation>
    </message>
    <message>
        <source>reset the offsets of group %1</source>
        <translation>重置消费组 %1 的偏移量</translation>
    </message>
    <message>
        <source>an administrator removed it</source>
        <translation>管理员将其移出</translation>
    </message>
    <message>
        <source>Group %1 has no member %2.</source>
        <translation>消费组 %1 没有成员 %2。</translation>
    </message>
    <message>
        <source>There is no group %1.</source>
        <translation>没有消费组 %1。</translation>
    </message>
    <message>
        <source>Group %1 has members: only an empty group can be deleted.</source>
        <translation>消费组 %1 还有成员：只有空组才能删除。</translation>
    </message>
    <message>
        <source>Group %1 has committed no offsets.</source>
        <translation>消费组 %1 没有提交过偏移量。</translation>
    </message>
    <message>
        <source>Group %1 has members, and while it has only they may commit offsets.</source>
        <translation>消费组 %1 还有成员，此时只有成员才能提交偏移量。</translation>
    </message>
    <message>
        <source>nothing is committed from which to shift</source>
        <translation>没有可供平移的已提交偏移量</translation>
    </message>
    <message>
        <source>it did not join again within %1 ms (max.poll.interval.ms)</source>
        <translation>它没有在 %1 毫秒内重新加入（max.poll.interval.ms）</translation>
    </message>
    <message>
        <source>it did not ask for its assignment within %1 ms (max.poll.interval.ms)</source>
        <translation>它没有在 %1 毫秒内请求自己的分配（max.poll.interval.ms）</translation>
    </message>
    <message>
        <source>its first JoinGroup waited for %1 ms</source>
        <translation>它的第一个 JoinGroup 等了 %1 毫秒</translation>
    </message>
    <message>
        <source>nothing was heard of it for %1 ms (session.timeout.ms)</source>
        <translation>%1 毫秒内没有它的消息（session.timeout.ms）</translation>
    </message>
    <message>
        <source>%1 was expelled: nothing was heard of it for %2 ms (session.timeout.ms)</source>
        <translation>%1 被移出：%2 毫秒内没有它的消息（session.timeout.ms）</translation>
    </message>
    <message>
        <source>%1, which assigns, asks for it (%2)</source>
        <translation>负责分配的 %1 要求如此（%2）</translation>
    </message>
    <message>
        <source>%1, which assigns, asks for it</source>
        <translation>负责分配的 %1 要求如此</translation>
    </message>
    <message>
        <source>%1 changed its subscription or what it owns (%2)</source>
        <translation>%1 改变了订阅或所拥有的分区（%2）</translation>
    </message>
    <message>
        <source>%1 changed its subscription or what it owns</source>
        <translation>%1 改变了订阅或所拥有的分区</translation>
    </message>
    <message>
        <source>static member %1 came back (%2)</source>
        <translation>静态成员 %1 回来了（%2）</translation>
    </message>
    <message>
        <source>static member %1 came back</source>
        <translation>静态成员 %1 回来了</translation>
    </message>
    <message>
        <source>%1 did not ask for an assignment</source>
        <translation>%1 没有请求分配</translation>
    </message>
    <message>
        <source>the assignment could not be stored: %1</source>
        <translation>分配无法保存：%1</translation>
    </message>
    <message>
        <source>somebody deleted it</source>
        <translation>有人删除了它</translation>
    </message>
    <message>
        <source>it has neither members nor offsets</source>
        <translation>它既没有成员也没有偏移量</translation>
    </message>
    <message>
        <source>%1 joined (%2)</source>
        <translation>%1 加入了（%2）</translation>
    </message>
    <message>
        <source>%1 joined</source>
        <translation>%1 加入了</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>%1 离开了</translation>
    </message>
    <message>
        <source>the record at offset %1 can&apos;t be read: %2</source>
        <translation>偏移量 %1 处的记录无法读取：%2</translation>
    </message>
</context>
<context>
    <name>EventMeaning</name>
    <message>
        <source>It opens its logs first, then registers with the controller; only then clients learn of it.</source>
        <translation>它先打开日志，再向控制器注册；此后客户端才会知道它。</translation>
    </message>
    <message>
        <source>It handed over what it led and left a clean-shutdown mark, so its logs need no check at the next start.</source>
        <translation>它交出了所领导的分区并留下正常关闭标记，因此下次启动无需检查日志。</translation>
    </message>
    <message>
        <source>As if the power of the process went: the others notice by its silence, and its logs are checked when it is back.</source>
        <translation>就像进程突然断电：其他 broker 从它的沉默中察觉，它回来时会检查日志。</translation>
    </message>
    <message>
        <source>The broker stopped itself because it could not go on safely.</source>
        <translation>该 broker 无法安全地继续，于是自行停止。</translation>
    </message>
    <message>
        <source>The controller wrote it into the metadata. A broker epoch stands for one life of a broker.</source>
        <translation>控制器把它写入元数据。一个 broker epoch 代表 broker 的一次生命周期。</translation>
    </message>
    <message>
        <source>A fenced broker leads nothing and is told to no client, until the controller hears from it again.</source>
        <translation>被隔离的 broker 不领导任何分区，也不会告知客户端，直到控制器再次收到它的消息。</translation>
    </message>
    <message>
        <source>From here on it may lead partitions, and clients are told its address.</source>
        <translation>从此它可以领导分区，客户端也会得知它的地址。</translation>
    </message>
    <message>
        <source>A broker that comes back early is refused until its old session has ended.</source>
        <translation>过早回来的 broker 会被拒绝，直到它的旧会话结束。</translation>
    </message>
    <message>
        <source>The active controller alone appends to the metadata log; every broker replays it.</source>
        <translation>只有活动控制器向元数据日志追加记录；每个 broker 都重放它。</translation>
    </message>
    <message>
        <source>Without one no topic can be created and no leader elected. Leaders that live go on serving.</source>
        <translation>没有它就不能创建主题，也不能选举领导者。仍存活的领导者继续服务。</translation>
    </message>
    <message>
        <source>The leader epoch counts leaders: it tells an old leader&apos;s words from those of the new one.</source>
        <translation>领导者 epoch 为领导者计数：以此区分旧领导者与新领导者的消息。</translation>
    </message>
    <message>
        <source>No replica that is in sync is alive, so nobody may lead without losing records.</source>
        <translation>没有存活的同步副本，任何副本担任领导者都会丢失记录。</translation>
    </message>
    <message>
        <source>The new leader was not known to have everything that was committed. What it lacks is gone, and the other replicas cut their logs to match it.</source>
        <translation>新的领导者并不确定拥有全部已提交的记录。它缺少的记录已经丢失，其他副本会截断自己的日志以与它一致。</translation>
    </message>
    <message>
        <source>A record is committed when every in-sync replica has it; a replica that falls behind is taken out so that the others need not wait.</source>
        <translation>所有同步副本都拥有某条记录时它才算已提交；落后的副本会被移出，使其他副本无需等待。</translation>
    </message>
    <message>
        <source>A replica that has caught up with its leader counts again: records wait for it, and it may lead.</source>
        <translation>追上领导者的副本重新计入：记录会等待它，它也可以成为领导者。</translation>
    </message>
    <message>
        <source>The controller placed its replicas over the brokers, as evenly as it could.</source>
        <translation>控制器尽可能均匀地把它的副本分布到各 broker。</translation>
    </message>
    <message>
        <source>A client asked for metadata of a topic that did not exist, and auto.create.topics.enable is on.</source>
        <translation>客户端请求了不存在的主题的元数据，而 auto.create.topics.enable 已开启。</translation>
    </message>
    <message>
        <source>Its files are renamed at once and removed a little later.</source>
        <translation>它的文件立即改名，稍后删除。</translation>
    </message>
    <message>
        <source>Without a clean-shutdown mark every batch since the last safe point is read again and its checksum tested.</source>
        <translation>没有正常关闭标记时，会重读最后安全点之后的每个批次并检验校验和。</translation>
    </message>
    <message>
        <source>The end of the log was not whole, or not what the leader has, and was cut off.</source>
        <translation>日志末尾不完整，或与领导者不一致，因而被截去。</translation>
    </message>
    <message>
        <source>The disk refused to serve, and the replicas in that folder are offline.</source>
        <translation>磁盘拒绝服务，该目录中的副本离线。</translation>
    </message>
    <message>
        <source>A full or old segment is closed and the next one begun; its file name is its first offset.</source>
        <translation>已满或过旧的日志段被关闭并开始下一个；文件名就是它的第一个偏移量。</translation>
    </message>
    <message>
        <source>A client finds all brokers from the one it asks first.</source>
        <translation>客户端通过它最先询问的 broker 找到所有 broker。</translation>
    </message>
    <message>
        <source>Its connection was closed. Clients also close idle connections by themselves.</source>
        <translation>它的连接已关闭。客户端也会自行关闭空闲连接。</translation>
    </message>
    <message>
        <source>What it sent was not the protocol, or too much; only its own connection paid for it.</source>
        <translation>它发送的内容不符合协议或过大；只有它自己的连接受到影响。</translation>
    </message>
    <message>
        <source>The batch was not written; the client was told why with an error code.</source>
        <translation>批次没有写入；已用错误码告知客户端原因。</translation>
    </message>
    <message>
        <source>You asked for this in the window.</source>
        <translation>这是您在窗口中的操作。</translation>
    </message>
    <message>
        <source>The cluster is as it was before.</source>
        <translation>集群与之前一样。</translation>
    </message>
    <message>
        <source>As a process that gets no processor: clients and the other brokers wait for it, until the controller fences it for its silence.</source>
        <translation>就像得不到处理器的进程：客户端和其他 broker 都在等待它，直到控制器因其沉默而将它隔离。</translation>
    </message>
    <message>
        <source>What came meanwhile is read now. If it was fenced, it has to catch up; what it believed to lead, another may lead.</source>
        <translation>期间到达的内容现在才被读取。如果它已被隔离，就必须先追上；它以为由自己领导的分区，可能已由别人领导。</translation>
    </message>
    <message>
        <source>As if the plug was pulled: what was only in the page cache is gone, and connections stay half open until it is back.</source>
        <translation>就像拔掉了电源插头：只在页缓存里的内容丢失了，连接在它回来之前一直处于半开状态。</translation>
    </message>
    <message>
        <source>As an unplugged cable: what is sent waits, connections stay open, and each side finds out by its own timeouts.</source>
        <translation>就像拔掉的网线：发送的内容在等待，连接保持打开，双方只能靠各自的超时发现。</translation>
    </message>
    <message>
        <source>Requests that miss their deadline because of it are repeated; a follower that is too late leaves the in-sync replicas.</source>
        <translation>因此超时的请求会被重发；太迟的跟随者会离开同步副本。</translation>
    </message>
    <message>
        <source>A broken connection leaves its user in doubt about what had arrived.</source>
        <translation>断开的连接让使用者无法确定哪些内容已经到达。</translation>
    </message>
    <message>
        <source>What waited on the way arrives late, in order.</source>
        <translation>途中等待的内容按顺序迟到。</translation>
    </message>
    <message>
        <source>Whatever waits for a sync is answered that much later: votes and metadata above all.</source>
        <translation>凡是等待同步的都会相应推迟应答：首先是投票和元数据。</translation>
    </message>
    <message>
        <source>A write that does not fit fails, and the folder goes offline with its replicas.</source>
        <translation>放不下的写入会失败，该目录及其副本随之离线。</translation>
    </message>
    <message>
        <source>A broker never goes on with a file after such an error: it cannot know what the file holds.</source>
        <translation>出现这种错误后，broker 不会再使用该文件：它无法知道文件里还有什么。</translation>
    </message>
    <message>
        <source>What went offline comes back when the broker is started again.</source>
        <translation>离线的内容在 broker 重新启动后恢复。</translation>
    </message>
    <message>
        <source>Before it begins an epoch it asks whether it could win: a voter that is cut off must not disturb those who still hear the controller (KIP-996). Nobody&apos;s vote is bound by the answer.</source>
        <translation>它在开始新 epoch 之前先问自己能否当选：被隔断的投票者不得打扰仍收到控制器消息的其他投票者（KIP-996）。回答不约束任何人的投票。</translation>
    </message>
    <message>
        <source>It hears no controller either, and the log of the one who asks is not behind its own.</source>
        <translation>它也收不到控制器的消息，而且询问者的日志不比它的落后。</translation>
    </message>
    <message>
        <source>A pre-vote changes nothing here, whoever asks and however often.</source>
        <translation>无论谁问、问多少次，预投票都不改变这里的任何状态。</translation>
    </message>
    <message>
        <source>It votes for itself and writes that to its disk before it asks anyone.</source>
        <translation>它投票给自己，并在询问任何人之前把这一票写入磁盘。</translation>
    </message>
    <message>
        <source>One vote in an epoch and no more, on the disk before it is told: so no epoch has two winners.</source>
        <translation>每个 epoch 只有一票，先落盘再告知：因此没有哪个 epoch 会有两个当选者。</translation>
    </message>
    <message>
        <source>Only one whose log is not behind may win, so that the winner has everything that was committed.</source>
        <translation>只有日志不落后者才可当选，这样当选者拥有全部已提交的内容。</translation>
    </message>
    <message>
        <source>It fetches the metadata log from there and counts towards its majority.</source>
        <translation>它从那里拉取元数据日志，并计入其多数派。</translation>
    </message>
    <message>
        <source>All members are asked to join again. Who shares by an eager assignor stands still until it has its new partitions.</source>
        <translation>所有成员都要重新加入。使用 eager 分配器的成员在拿到新分区之前停止消费。</translation>
    </message>
    <message>
        <source>Every member has its partitions. The generation tells its requests from those of before, which are refused.</source>
        <translation>每个成员都有了自己的分区。代数（generation）把它的请求与之前的请求区分开，旧的会被拒绝。</translation>
    </message>
    <message>
        <source>Its committed offsets stay until offsets.retention.minutes have passed.</source>
        <translation>已提交的偏移量会保留到 offsets.retention.minutes 过去为止。</translation>
    </message>
    <message>
        <source>Its records in __consumer_offsets got tombstones. A consumer of this group begins anew, where auto.offset.reset says.</source>
        <translation>它在 __consumer_offsets 中的记录写入了墓碑。该组的消费者将从 auto.offset.reset 指定的位置重新开始。</translation>
    </message>
    <message>
        <source>The coordinator gives each member an id; with its next request it takes part.</source>
        <translation>协调者给每个成员分配一个 id；成员带着它发出下一个请求时即参与其中。</translation>
    </message>
    <message>
        <source>A member with a group.instance.id that is back in time keeps its partitions, and nobody else has to stop.</source>
        <translation>带有 group.instance.id 的成员若及时返回，就保留原有分区，其他成员无需停顿。</translation>
    </message>
    <message>
        <source>It said goodbye, so its partitions move at once.</source>
        <translation>它主动告别，因此它的分区立即转移。</translation>
    </message>
    <message>
        <source>It was silent for too long. Its partitions stood still until now; if it still lives, its commits are refused.</source>
        <translation>它沉默得太久。它的分区直到此刻都无人消费；如果它还活着，它的提交会被拒绝。</translation>
    </message>
    <message>
        <source>Nobody has used them for offsets.retention.minutes.</source>
        <translation>在 offsets.retention.minutes 内没有人使用过它们。</translation>
    </message>
    <message>
        <source>Nothing was changed. What the member read since its last commit is read again by others.</source>
        <translation>什么都没有改变。该成员自上次提交以来读取的内容会被其他成员再读一次。</translation>
    </message>
    <message>
        <source>Who leads a partition of __consumer_offsets coordinates the groups whose names fall on it. All it knows of them it reads from that log.</source>
        <translation>__consumer_offsets 某个分区的领导者协调名称落在该分区上的组。它所知道的一切都从这份日志中读出。</translation>
    </message>
    <message>
        <source>It forgets what it knew of these groups; members look for their coordinator again.</source>
        <translation>它忘掉这些组的状态；成员会重新查找自己的协调者。</translation>
    </message>
    <message>
        <source>Records without a partition of their own go by their key&apos;s hash modulo the number of partitions, so the same key may go elsewhere from now on.</source>
        <translation>没有指定分区的记录按键的哈希值对分区数取模来选择分区，因此同一个键从现在起可能去往别的分区。</translation>
    </message>
    <message>
        <source>The controller wrote it to the metadata log, and every broker obeys it at once.</source>
        <translation>控制器把它写入了元数据日志，每个 broker 立即遵从。</translation>
    </message>
    <message>
        <source>What is set for all brokers, for the broker, or by default counts again.</source>
        <translation>为所有 broker 设置的值、为该 broker 设置的值或默认值重新生效。</translation>
    </message>
    <message>
        <source>Retention lets go of whole segments, the oldest first, whether anybody has read them or not. DeleteRecords moves the beginning of the log at once.</source>
        <translation>保留策略从最旧的开始整段删除日志段，不论是否有人读过。DeleteRecords 则立即移动日志的起点。</translation>
    </message>
    <message>
        <source>Of each key the last value is kept. Offsets stay what they were, so gaps appear; a reader at a gap gets the next record.</source>
        <translation>每个键只保留最后一个值。偏移量保持不变，因此会出现空缺；读到空缺处的读者会得到下一条记录。</translation>
    </message>
    <message>
        <source>Nothing is lost: the log stays as it is and grows. Other logs are compacted as before.</source>
        <translation>没有丢失任何内容：该日志保持原样并继续增长。其他日志照常压实。</translation>
    </message>
</context>
<context>
    <name>EventTitles</name>
    <message>
        <source>Broker started</source>
        <translation>Broker 启动</translation>
    </message>
    <message>
        <source>Broker stopped</source>
        <translation>Broker 停止</translation>
    </message>
    <message>
        <source>Broker killed</source>
        <translation>Broker 被杀死</translation>
    </message>
    <message>
        <source>Broker failed</source>
        <translation>Broker 故障</translation>
    </message>
    <message>
        <source>Broker registered</source>
        <translation>Broker 注册</translation>
    </message>
    <message>
        <source>Broker fenced</source>
        <translation>Broker 被隔离</translation>
    </message>
    <message>
        <source>Broker unfenced</source>
        <translation>Broker 解除隔离</translation>
    </message>
    <message>
        <source>Registration refused</source>
        <translation>注册被拒绝</translation>
    </message>
    <message>
        <source>Controller elected</source>
        <translation>选出控制器</translation>
    </message>
    <message>
        <source>Controller lost</source>
        <translation>失去控制器</translation>
    </message>
    <message>
        <source>Leader elected</source>
        <translation>选出领导者</translation>
    </message>
    <message>
        <source>Partition offline</source>
        <translation>分区离线</translation>
    </message>
    <message>
        <source>Unclean election</source>
        <translation>不干净的选举</translation>
    </message>
    <message>
        <source>In-sync replicas shrank</source>
        <translation>同步副本减少</translation>
    </message>
    <message>
        <source>In-sync replicas grew</source>
        <translation>同步副本增加</translation>
    </message>
    <message>
        <source>Topic created</source>
        <translation>主题创建</translation>
    </message>
    <message>
        <source>Topic created for a client</source>
        <translation>应客户端请求创建主题</translation>
    </message>
    <message>
        <source>Topic deleted</source>
        <translation>主题删除</translation>
    </message>
    <message>
        <source>Log recovered</source>
        <translation>日志恢复</translation>
    </message>
    <message>
        <source>Log truncated</source>
        <translation>日志截断</translation>
    </message>
    <message>
        <source>Log folder lost</source>
        <translation>日志目录丢失</translation>
    </message>
    <message>
        <source>Segment rolled</source>
        <translation>滚动日志段</translation>
    </message>
    <message>
        <source>Client connected</source>
        <translation>客户端连接</translation>
    </message>
    <message>
        <source>Client left</source>
        <translation>客户端离开</translation>
    </message>
    <message>
        <source>Client refused</source>
        <translation>客户端被拒绝</translation>
    </message>
    <message>
        <source>Records refused</source>
        <translation>记录被拒绝</translation>
    </message>
    <message>
        <source>Your act</source>
        <translation>您的操作</translation>
    </message>
    <message>
        <source>Your act failed</source>
        <translation>您的操作失败</translation>
    </message>
    <message>
        <source>Elections</source>
        <translation>选举</translation>
    </message>
    <message>
        <source>ISR</source>
        <translation>ISR</translation>
    </message>
    <message>
        <source>Rebalances</source>
        <translation>再均衡</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>You</source>
        <translation>您</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>broker %1</translation>
    </message>
    <message>
        <source>Broker frozen</source>
        <translation>Broker 被冻结</translation>
    </message>
    <message>
        <source>Broker thawed</source>
        <translation>Broker 已解冻</translation>
    </message>
    <message>
        <source>Power lost</source>
        <translation>断电</translation>
    </message>
    <message>
        <source>Link cut</source>
        <translation>链路被切断</translation>
    </message>
    <message>
        <source>Link slow</source>
        <translation>链路变慢</translation>
    </message>
    <message>
        <source>Link resetting</source>
        <translation>链路重置连接</translation>
    </message>
    <message>
        <source>Link healed</source>
        <translation>链路恢复</translation>
    </message>
    <message>
        <source>Disk slow</source>
        <translation>磁盘变慢</translation>
    </message>
    <message>
        <source>Disk full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Disk failing</source>
        <translation>磁盘故障</translation>
    </message>
    <message>
        <source>Disk well</source>
        <translation>磁盘恢复</translation>
    </message>
    <message>
        <source>Pre-vote</source>
        <translation>预投票</translation>
    </message>
    <message>
        <source>Would vote</source>
        <translation>愿意投票</translation>
    </message>
    <message>
        <source>Would not vote</source>
        <translation>不愿投票</translation>
    </message>
    <message>
        <source>Stands for election</source>
        <translation>参选</translation>
    </message>
    <message>
        <source>Vote given</source>
        <translation>投出选票</translation>
    </message>
    <message>
        <source>Vote refused</source>
        <translation>拒绝投票</translation>
    </message>
    <message>
        <source>Controller followed</source>
        <translation>跟随控制器</translation>
    </message>
    <message>
        <source>Votes</source>
        <translation>投票</translation>
    </message>
    <message>
        <source>Rebalance began</source>
        <translation>再均衡开始</translation>
    </message>
    <message>
        <source>Rebalance completed</source>
        <translation>再均衡完成</translation>
    </message>
    <message>
        <source>Group empty</source>
        <translation>组已空</translation>
    </message>
    <message>
        <source>Group gone</source>
        <translation>组已消失</translation>
    </message>
    <message>
        <source>Member joined</source>
        <translation>成员加入</translation>
    </message>
    <message>
        <source>Static member back</source>
        <translation>静态成员返回</translation>
    </message>
    <message>
        <source>Member left</source>
        <translation>成员离开</translation>
    </message>
    <message>
        <source>Member expelled</source>
        <translation>成员被移除</translation>
    </message>
    <message>
        <source>Offsets expired</source>
        <translation>偏移量过期</translation>
    </message>
    <message>
        <source>Commit refused</source>
        <translation>提交被拒绝</translation>
    </message>
    <message>
        <source>Coordinator loaded</source>
        <translation>协调者已加载</translation>
    </message>
    <message>
        <source>Coordinator moved away</source>
        <translation>协调者已移走</translation>
    </message>
    <message>
        <source>Partitions added</source>
        <translation>增加了分区</translation>
    </message>
    <message>
        <source>Setting changed</source>
        <translation>设置已更改</translation>
    </message>
    <message>
        <source>Setting removed</source>
        <translation>设置已移除</translation>
    </message>
    <message>
        <source>Records deleted</source>
        <translation>记录已删除</translation>
    </message>
    <message>
        <source>Log compacted</source>
        <translation>日志已压实</translation>
    </message>
    <message>
        <source>Compaction failed</source>
        <translation>压实失败</translation>
    </message>
</context>
<context>
    <name>Events</name>
    <message>
        <source>Broker {broker} started</source>
        <translation>Broker {broker} 已启动</translation>
    </message>
    <message>
        <source>Broker {broker} stopped cleanly</source>
        <translation>Broker {broker} 已正常停止</translation>
    </message>
    <message>
        <source>Broker {broker} was killed: no goodbye, nothing flushed</source>
        <translation>Broker {broker} 被杀死：没有告别，也没有刷盘</translation>
    </message>
    <message>
        <source>Broker {broker} failed: {reason}</source>
        <translation>Broker {broker} 发生故障：{reason}</translation>
    </message>
    <message>
        <source>Broker {broker} registered with the controller (broker epoch {epoch})</source>
        <translation>Broker {broker} 已向控制器注册（broker epoch {epoch}）</translation>
    </message>
    <message>
        <source>Broker {broker} was fenced: {reason}</source>
        <translation>Broker {broker} 被隔离：{reason}</translation>
    </message>
    <message>
        <source>Broker {broker} caught up with the metadata and was unfenced</source>
        <translation>Broker {broker} 已追上元数据，解除隔离</translation>
    </message>
    <message>
        <source>The controller refused broker {broker}: {reason}</source>
        <translation>控制器拒绝了 broker {broker}：{reason}</translation>
    </message>
    <message>
        <source>Broker {broker} is the active controller, epoch {epoch}</source>
        <translation>Broker {broker} 成为活动控制器，epoch {epoch}</translation>
    </message>
    <message>
        <source>There is no active controller: {reason}</source>
        <translation>没有活动控制器：{reason}</translation>
    </message>
    <message>
        <source>Broker {broker} leads {partition} from leader epoch {epoch}: {reason}</source>
        <translation>Broker {broker} 从领导者 epoch {epoch} 起领导 {partition}：{reason}</translation>
    </message>
    <message>
        <source>{partition} has no leader: {reason}</source>
        <translation>{partition} 没有领导者：{reason}</translation>
    </message>
    <message>
        <source>Broker {broker} leads {partition} from leader epoch {epoch} by an unclean election: {reason}</source>
        <translation>Broker {broker} 经不干净的选举，从领导者 epoch {epoch} 起领导 {partition}：{reason}</translation>
    </message>
    <message>
        <source>In-sync replicas of {partition} shrank to {isr}: {reason}</source>
        <translation>{partition} 的同步副本 (ISR) 减少为 {isr}：{reason}</translation>
    </message>
    <message>
        <source>In-sync replicas of {partition} grew to {isr}: {reason}</source>
        <translation>{partition} 的同步副本 (ISR) 增加为 {isr}：{reason}</translation>
    </message>
    <message>
        <source>Topic {topic} was created because {client} asked for it</source>
        <translation>因为 {client} 请求，主题 {topic} 已自动创建</translation>
    </message>
    <message>
        <source>Topic {topic} was deleted</source>
        <translation>主题 {topic} 已删除</translation>
    </message>
    <message>
        <source>Broker {broker} lost its folder {folder}: {reason}</source>
        <translation>Broker {broker} 失去了目录 {folder}：{reason}</translation>
    </message>
    <message>
        <source>{partition} on broker {broker} began segment {offset}: {reason}</source>
        <translation>broker {broker} 上的 {partition} 开始了新日志段 {offset}：{reason}</translation>
    </message>
    <message>
        <source>{client} connected to broker {broker} from {address}</source>
        <translation>{client} 从 {address} 连接到 broker {broker}</translation>
    </message>
    <message>
        <source>{client} at {address} left broker {broker}</source>
        <translation>{address} 上的 {client} 断开了与 broker {broker} 的连接</translation>
    </message>
    <message>
        <source>Broker {broker} closed the connection from {address}: {reason}</source>
        <translation>Broker {broker} 关闭了来自 {address} 的连接：{reason}</translation>
    </message>
    <message>
        <source>Broker {broker} refused records for {partition} from {client}: {reason}</source>
        <translation>Broker {broker} 拒绝了 {client} 写入 {partition} 的记录：{reason}</translation>
    </message>
    <message>
        <source>You: {act}</source>
        <translation>您：{act}</translation>
    </message>
    <message>
        <source>{act} did not work: {reason}</source>
        <translation>{act} 未成功：{reason}</translation>
    </message>
    <message>
        <source>Broker {broker} was frozen: its connections stay open and nobody serves them</source>
        <translation>Broker {broker} 被冻结：连接仍然打开，但无人处理</translation>
    </message>
    <message>
        <source>Broker {broker} was thawed and goes on where it stood</source>
        <translation>Broker {broker} 已解冻，从原处继续</translation>
    </message>
    <message>
        <source>Broker {broker} lost its power: what was not synced is gone, and nobody was told</source>
        <translation>Broker {broker} 断电：未同步到磁盘的内容已丢失，也没有通知任何人</translation>
    </message>
    <message>
        <source>Nothing arrives from {from} at {to}, and nobody is told</source>
        <translation>{from} 发往 {to} 的一切都无法到达，也没有人得到通知</translation>
    </message>
    <message>
        <source>What goes from {from} to {to} is slow: {reason}</source>
        <translation>{from} 发往 {to} 的内容变慢：{reason}</translation>
    </message>
    <message>
        <source>Connections break once they have carried {bytes} bytes from {from} to {to}</source>
        <translation>从 {from} 到 {to} 的连接在传送 {bytes} 字节后断开</translation>
    </message>
    <message>
        <source>What goes from {from} to {to} arrives again</source>
        <translation>{from} 发往 {to} 的内容恢复到达</translation>
    </message>
    <message>
        <source>The disk of broker {broker} is slow: a sync takes {milliseconds} ms or more</source>
        <translation>Broker {broker} 的磁盘变慢：一次同步至少需要 {milliseconds} 毫秒</translation>
    </message>
    <message>
        <source>The disk of broker {broker} is full: it has room for {bytes} bytes more</source>
        <translation>Broker {broker} 的磁盘已满：只剩 {bytes} 字节空间</translation>
    </message>
    <message>
        <source>The disk of broker {broker} fails: {reason}</source>
        <translation>Broker {broker} 的磁盘出现故障：{reason}</translation>
    </message>
    <message>
        <source>The disk of broker {broker} is well again</source>
        <translation>Broker {broker} 的磁盘已恢复正常</translation>
    </message>
    <message>
        <source>Topic {topic} was created: {partitions} {partitions:partition|partitions}, replication factor {factor}</source>
        <translation>主题 {topic} 已创建：{partitions} 个分区，副本因子 {factor}</translation>
    </message>
    <message>
        <source>Broker {broker} checked {partition} after an unclean stop: {segments} {segments:segment|segments}, nothing lost</source>
        <translation>Broker {broker} 在非正常停止后检查了 {partition}：{segments} 个日志段，没有丢失</translation>
    </message>
    <message>
        <source>Broker {broker} cut {bytes} {bytes:byte|bytes} from {partition} at offset {offset}: {reason}</source>
        <translation>Broker {broker} 在偏移量 {offset} 处从 {partition} 截去 {bytes} 字节：{reason}</translation>
    </message>
    <message>
        <source>Broker {broker} asks voters {voters} whether they would vote for it in epoch {epoch}: {reason}</source>
        <translation>Broker {broker} 询问投票者 {voters} 是否会在 epoch {epoch} 投票给它：{reason}</translation>
    </message>
    <message>
        <source>Broker {broker} would vote for broker {candidate} in epoch {epoch}</source>
        <translation>Broker {broker} 会在 epoch {epoch} 投票给 broker {candidate}</translation>
    </message>
    <message>
        <source>Broker {broker} would not vote for broker {candidate} in epoch {epoch}: {reason}</source>
        <translation>Broker {broker} 不会在 epoch {epoch} 投票给 broker {candidate}：{reason}</translation>
    </message>
    <message>
        <source>Broker {broker} stands for election in epoch {epoch} and asks voters {voters} for their votes</source>
        <translation>Broker {broker} 在 epoch {epoch} 参选，请投票者 {voters} 投票</translation>
    </message>
    <message>
        <source>Broker {broker} votes for broker {candidate} in epoch {epoch}</source>
        <translation>Broker {broker} 在 epoch {epoch} 投票给 broker {candidate}</translation>
    </message>
    <message>
        <source>Broker {broker} does not vote for broker {candidate} in epoch {epoch}: {reason}</source>
        <translation>Broker {broker} 在 epoch {epoch} 不投票给 broker {candidate}：{reason}</translation>
    </message>
    <message>
        <source>Broker {broker} follows controller {leader} in epoch {epoch}</source>
        <translation>Broker {broker} 在 epoch {epoch} 跟随控制器 {leader}</translation>
    </message>
    <message>
        <source>Group {group} rebalances: {reason}</source>
        <translation>组 {group} 开始再均衡：{reason}</translation>
    </message>
    <message>
        <source>Group {group} is stable in generation {generation}: {members} {members:member|members}, {moved} {moved:partition|partitions} moved; joining took {joining} ms, assigning {assigning} ms</source>
        <translation>组 {group} 在第 {generation} 代稳定：{members} 个成员，{moved} 个分区转移；加入用时 {joining} 毫秒，分配用时 {assigning} 毫秒</translation>
    </message>
    <message>
        <source>Group {group} has no members any more</source>
        <translation>组 {group} 已没有成员</translation>
    </message>
    <message>
        <source>Group {group} is gone: {reason}</source>
        <translation>组 {group} 已消失：{reason}</translation>
    </message>
    <message>
        <source>{client} joined group {group} as {member}</source>
        <translation>{client} 以 {member} 加入组 {group}</translation>
    </message>
    <message>
        <source>{client} is static member {instance} of group {group} again, as {member}</source>
        <translation>{client} 重新成为组 {group} 的静态成员 {instance}，id 为 {member}</translation>
    </message>
    <message>
        <source>{client} left group {group}: {reason}</source>
        <translation>{client} 离开组 {group}：{reason}</translation>
    </message>
    <message>
        <source>{client} was expelled from group {group}: {reason}</source>
        <translation>{client} 被移出组 {group}：{reason}</translation>
    </message>
    <message>
        <source>Group {group} has forgotten {offsets} committed {offsets:offset|offsets}: {reason}</source>
        <translation>组 {group} 忘掉了 {offsets} 个已提交的偏移量：{reason}</translation>
    </message>
    <message>
        <source>Broker {broker} refused the offsets of group {group} from {client}: {reason}</source>
        <translation>Broker {broker} 拒绝了 {client} 为组 {group} 提交的偏移量：{reason}</translation>
    </message>
    <message>
        <source>Broker {broker} coordinates the groups of {partition}: {groups} {groups:group|groups}, {records} {records:record|records} read in {milliseconds} ms</source>
        <translation>Broker {broker} 协调 {partition} 上的组：{groups} 个组，读取 {records} 条记录用时 {milliseconds} 毫秒</translation>
    </message>
    <message>
        <source>Broker {broker} no longer coordinates the groups of {partition}: {reason}</source>
        <translation>Broker {broker} 不再协调 {partition} 上的组：{reason}</translation>
    </message>
    <message>
        <source>Topic {topic} has {partitions} partitions; it had {before}</source>
        <translation>主题 {topic} 现有 {partitions} 个分区；此前为 {before} 个</translation>
    </message>
    <message>
        <source>{setting} of {resource} is {value}; it was {before}</source>
        <translation>{resource} 的 {setting} 现为 {value}；此前为 {before}</translation>
    </message>
    <message>
        <source>{setting} of {resource} is no longer {before}: it is not set</source>
        <translation>{resource} 的 {setting} 不再是 {before}：已不再设置</translation>
    </message>
    <message>
        <source>Broker {broker} deleted what {partition} held before offset {offset}, {segments} {segments:segment|segments} and {bytes} {bytes:byte|bytes}: {reason}</source>
        <translation>Broker {broker} 删除了 {partition} 在偏移量 {offset} 之前的内容，共 {segments} 个日志段、{bytes} 字节：{reason}</translation>
    </message>
    <message>
        <source>Broker {broker} compacted {partition} up to offset {offset}: {records} of {recordsBefore} records and {bytes} of {bytesBefore} bytes are left</source>
        <translation>Broker {broker} 将 {partition} 压实到偏移量 {offset}：{recordsBefore} 条记录剩下 {records} 条，{bytesBefore} 字节剩下 {bytes} 字节</translation>
    </message>
    <message>
        <source>Broker {broker} does not compact {partition} any more: {reason}</source>
        <translation>Broker {broker} 不再压实 {partition}：{reason}</translation>
    </message>
</context>
<context>
    <name>FaultActs</name>
    <message>
        <source>Kill broker %1</source>
        <translation>杀死 broker %1</translation>
    </message>
    <message>
        <source>Kill it with power loss</source>
        <translation>断电杀死</translation>
    </message>
    <message>
        <source>Stop broker %1 cleanly</source>
        <translation>正常停止 broker %1</translation>
    </message>
    <message>
        <source>Restart broker %1</source>
        <translation>重启 broker %1</translation>
    </message>
    <message>
        <source>Freeze broker %1</source>
        <translation>冻结 broker %1</translation>
    </message>
    <message>
        <source>Thaw broker %1</source>
        <translation>解冻 broker %1</translation>
    </message>
    <message>
        <source>Only what it sends</source>
        <translation>只切断它发出的</translation>
    </message>
    <message>
        <source>Only what it receives</source>
        <translation>只切断它收到的</translation>
    </message>
    <message>
        <source>Cut it off, both ways</source>
        <translation>双向隔离</translation>
    </message>
    <message>
        <source>Heal its links</source>
        <translation>恢复它的链路</translation>
    </message>
    <message>
        <source>Slow…</source>
        <translation>减慢…</translation>
    </message>
    <message>
        <source>Full…</source>
        <translation>写满…</translation>
    </message>
    <message>
        <source>Failing…</source>
        <translation>故障…</translation>
    </message>
    <message>
        <source>Well again</source>
        <translation>恢复正常</translation>
    </message>
    <message>
        <source>Cut only from %1 to %2</source>
        <translation>只切断 %1 到 %2</translation>
    </message>
    <message>
        <source>Break its connections…</source>
        <translation>中断其连接…</translation>
    </message>
    <message>
        <source>Cut both ways</source>
        <translation>双向切断</translation>
    </message>
    <message>
        <source>Heal</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Heal all links</source>
        <translation>恢复所有链路</translation>
    </message>
</context>
<context>
    <name>FaultNames</name>
    <message>
        <source>well</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>切断</translation>
    </message>
    <message>
        <source>resets</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>resets after %1</source>
        <translation>%1 后重置</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 ms late</source>
        <translation>延迟 %1 ms</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>最多 %1</translation>
    </message>
    <message>
        <source>slow, %1 ms</source>
        <translation>慢，%1 ms</translation>
    </message>
    <message>
        <source>full</source>
        <translation>已满</translation>
    </message>
    <message>
        <source>failing</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>broker %1</translation>
    </message>
</context>
<context>
    <name>GroupInspector</name>
    <message>
        <source>consumer group</source>
        <translation>消费者组</translation>
    </message>
    <message>
        <source>classic protocol</source>
        <translation>经典协议</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Coordinator</source>
        <translation>协调者</translation>
    </message>
    <message>
        <source>member of %1</source>
        <translation>%1 的成员</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>reads</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>waits for the others</source>
        <translation>等待其他成员</translation>
    </message>
    <message>
        <source>waits for its share</source>
        <translation>等待自己的份额</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>broker %1</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>代</translation>
    </message>
    <message>
        <source>Leader of the group</source>
        <translation>组长</translation>
    </message>
    <message>
        <source>Assignor</source>
        <translation>分配器</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>滞后</translation>
    </message>
    <message>
        <source>Last commit</source>
        <translation>上次提交</translation>
    </message>
    <message>
        <source>Rebalances</source>
        <translation>再均衡次数</translation>
    </message>
    <message>
        <source>Commits</source>
        <translation>提交次数</translation>
    </message>
    <message>
        <source>Settings of the members</source>
        <translation>成员的设置</translation>
    </message>
    <message>
        <source>they differ</source>
        <translation>各不相同</translation>
    </message>
    <message>
        <source>Doing</source>
        <translation>正在</translation>
    </message>
    <message>
        <source>Subscribed to</source>
        <translation>订阅</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>加入时间</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>最近消息</translation>
    </message>
    <message>
        <source>Expelled in</source>
        <translation>移出倒计时</translation>
    </message>
    <message>
        <source>Member id</source>
        <translation>成员 id</translation>
    </message>
    <message>
        <source>Reset offsets…</source>
        <translation>重置偏移量…</translation>
    </message>
    <message>
        <source>Delete group</source>
        <translation>删除组</translation>
    </message>
    <message>
        <source>Remove member</source>
        <translation>移除成员</translation>
    </message>
    <message>
        <source>Rebalance of %1</source>
        <translation>%1 的再均衡</translation>
    </message>
    <message>
        <source>rebalance of group %1</source>
        <translation>消费者组 %1 的再均衡</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>事实</translation>
    </message>
    <message>
        <source>Members joined in</source>
        <translation>成员加入用时</translation>
    </message>
    <message>
        <source>Divided in</source>
        <translation>分配用时</translation>
    </message>
    <message>
        <source>Handed out in</source>
        <translation>下发用时</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>共计</translation>
    </message>
    <message>
        <source>Stood still</source>
        <translation>停顿</translation>
    </message>
</context>
<context>
    <name>GroupPictures</name>
    <message>
        <source>for %1</source>
        <translation>已 %1</translation>
    </message>
    <message>
        <source>no members</source>
        <translation>无成员</translation>
    </message>
    <message>
        <source>%1 last time</source>
        <translation>上次 %1</translation>
    </message>
    <message>
        <source>deleted, or its offsets expired</source>
        <translation>被删除，或偏移量过期</translation>
    </message>
    <message>
        <source>its coordinator is another broker</source>
        <translation>协调者换成另一个 broker</translation>
    </message>
    <message>
        <source>a member joins, leaves or fails; topics change</source>
        <translation>成员加入、离开或失效；主题变化</translation>
    </message>
    <message>
        <source>joins</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>all left</source>
        <translation>全部离开</translation>
    </message>
    <message>
        <source>all in</source>
        <translation>到齐</translation>
    </message>
    <message>
        <source>synced</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>anew</source>
        <translation>重来</translation>
    </message>
    <message>
        <source>whose leader is the coordinator</source>
        <translation>它的领导者就是协调者</translation>
    </message>
    <message>
        <source>__consumer_offsets is not there yet: it is made when the first group asks.</source>
        <translation>__consumer_offsets 还不存在：第一个组提出请求时才创建。</translation>
    </message>
    <message>
        <source>It has no leader: nobody coordinates this group until there is one again.</source>
        <translation>它没有领导者：在重新有领导者之前，没有谁协调这个组。</translation>
    </message>
    <message>
        <source>Broker %1 still reads it: %2 of %3 records. Its groups are told to wait.</source>
        <translation>Broker %1 还在读取它：%2 / %3 条记录。其中的组被告知等待。</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>broker %1</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无人</translation>
    </message>
    <message>
        <source>%1 is read by %2</source>
        <translation>%1 由 %2 读取</translation>
    </message>
    <message>
        <source>%1 was read by %2 and is read by %3</source>
        <translation>%1 原由 %2 读取，现由 %3 读取</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新来</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>已离开</translation>
    </message>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>after</source>
        <translation>之后</translation>
    </message>
    <message numerus="yes">
        <source>and %n more partition(s)</source>
        <translation>
            <numerusform>还有 %n 个分区</numerusform>
        </translation>
    </message>
    <message>
        <source>has not come</source>
        <translation>没有来</translation>
    </message>
    <message>
        <source>new member</source>
        <translation>新成员</translation>
    </message>
    <message>
        <source>stood still</source>
        <translation>曾停顿</translation>
    </message>
    <message>
        <source>stands still</source>
        <translation>正停顿</translation>
    </message>
    <message>
        <source>reads on, generation %1</source>
        <translation>继续读取，第 %1 代</translation>
    </message>
    <message>
        <source>waits for the others to join</source>
        <translation>等待其他成员加入</translation>
    </message>
    <message>
        <source>knows the members; the leader divides</source>
        <translation>已知成员；由组长分配</translation>
    </message>
    <message>
        <source>waits for its share</source>
        <translation>等待自己的份额</translation>
    </message>
    <message numerus="yes">
        <source>and %n more member(s)</source>
        <translation>
            <numerusform>还有 %n 个成员</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: nobody reads it</source>
        <translation>%1：无人读取</translation>
    </message>
    <message>
        <source>%1: %2 reads it</source>
        <translation>%1：由 %2 读取</translation>
    </message>
    <message>
        <source>committed %1</source>
        <translation>已提交 %1</translation>
    </message>
    <message>
        <source>end %1</source>
        <translation>末尾 %1</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Not all members offer it, so that it cannot be chosen.</source>
        <translation>并非所有成员都提供它，因此不能选用。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>GroupWords</name>
    <message>
        <source>It has no members. What it committed stays, so that whoever joins goes on there.</source>
        <translation>它没有成员。已提交的偏移量仍保留，以后加入者从那里继续。</translation>
    </message>
    <message>
        <source>The coordinator waits until every member has asked to join again.</source>
        <translation>协调者等待每个成员重新请求加入。</translation>
    </message>
    <message>
        <source>All have joined; the leading member divides the partitions, the others wait.</source>
        <translation>所有成员已加入；组长分配分区，其他成员等待。</translation>
    </message>
    <message>
        <source>Everybody has its partitions and reads them.</source>
        <translation>每个成员都有自己的分区并在读取。</translation>
    </message>
    <message>
        <source>It was deleted, or another broker coordinates it.</source>
        <translation>它已被删除，或由另一个 broker 协调。</translation>
    </message>
    <message>
        <source>Nobody coordinates it at the moment: its members cannot commit or rebalance.</source>
        <translation>目前没有谁协调它：成员无法提交，也无法再均衡。</translation>
    </message>
    <message>
        <source>It stands still until all members have joined.</source>
        <translation>在所有成员加入之前它停顿。</translation>
    </message>
    <message>
        <source>It stands still until it is told its share.</source>
        <translation>在得知自己的份额之前它停顿。</translation>
    </message>
    <message>
        <source>It leads the group: after each rebalance it divides the partitions among all.</source>
        <translation>它是组长：每次再均衡后由它把分区分给所有成员。</translation>
    </message>
    <message>
        <source>It is static member %1: it may go and come back within %2 without a rebalance.</source>
        <translation>它是静态成员 %1：离开后 %2内回来不会引起再均衡。</translation>
    </message>
    <message>
        <source>The coordinator heard of it %1 ago; after %2 of silence it is expelled.</source>
        <translation>协调者在 %1前有它的消息；沉默 %2后它会被移出。</translation>
    </message>
    <message>
        <source>The group waits for it to join again.</source>
        <translation>组正等待它重新加入。</translation>
    </message>
    <message>
        <source>Stable for %1.</source>
        <translation>已稳定 %1。</translation>
    </message>
    <message>
        <source>Stable for %1, since this: %2.</source>
        <translation>已稳定 %1，起因：%2。</translation>
    </message>
    <message numerus="yes">
        <source>All %n member(s) joined, and wait for the partitions to be divided among them.</source>
        <translation>
            <numerusform>全部 %n 个成员已加入，等待分区分配。</numerusform>
        </translation>
    </message>
    <message>
        <source>It has no members, and no offsets: it goes by itself.</source>
        <translation>它没有成员，也没有偏移量：会自行消失。</translation>
    </message>
    <message numerus="yes">
        <source>Nobody reads for it. It keeps the offsets of %n partition(s), so that whoever joins goes on there.</source>
        <translation>
            <numerusform>没有谁为它读取。它保留着 %n 个分区的偏移量，以后加入者从那里继续。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A rebalance is under way: %1. %2 of %n member(s) joined so far, and stand still meanwhile.</source>
        <translation>
            <numerusform>正在再均衡：%1。%n 个成员中已有 %2 个加入，其间停顿。</numerusform>
        </translation>
    </message>
    <message>
        <source>somebody joined or went</source>
        <translation>有成员加入或离开</translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s) moved.</source>
        <translation>
            <numerusform>%n 个分区移动了。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Members kept reading what they kept; %n partition(s) moved.</source>
        <translation>
            <numerusform>成员继续读取保留的分区；%n 个分区移动了。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All partitions stood still for up to %1, and %n of them really moved.</source>
        <translation>
            <numerusform>所有分区停顿最长 %1，其中 %n 个真正移动了。</numerusform>
        </translation>
    </message>
    <message>
        <source>It has read everything there is.</source>
        <translation>它已读完全部记录。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>It is %1 behind, and the oldest of them waits for %2.</source>
        <translation>它落后 %1，其中最旧的已等待 %2。</translation>
    </message>
    <message>
        <source>It is %1 behind.</source>
        <translation>它落后 %1。</translation>
    </message>
    <message>
        <source>It reads nothing.</source>
        <translation>它什么也不读。</translation>
    </message>
    <message numerus="yes">
        <source>It reads %n partition(s): %1.</source>
        <translation>
            <numerusform>它读取 %n 个分区：%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>超过 %1</translation>
    </message>
    <message>
        <source>It began for this: %1.</source>
        <translation>起因：%1。</translation>
    </message>
    <message>
        <source>When it ended, nobody was left in the group.</source>
        <translation>结束时，组里已没有成员。</translation>
    </message>
    <message>
        <source>The coordinator was waiting for all members to join again.</source>
        <translation>协调者当时在等待所有成员重新加入。</translation>
    </message>
    <message>
        <source>All had joined; the leading member was dividing the partitions.</source>
        <translation>所有成员已加入；组长当时在分配分区。</translation>
    </message>
    <message>
        <source>The partitions were divided, and were being handed out.</source>
        <translation>分区已分配，当时正在下发。</translation>
    </message>
    <message>
        <source>After %1 all members had joined, the leading one divided the partitions in %2, and %3 later everybody knew its share.</source>
        <translation>%1 后所有成员都已加入，组长用 %2 分配了分区，又过 %3 每个成员都得知了自己的份额。</translation>
    </message>
    <message>
        <source>No partition changed its owner.</source>
        <translation>没有分区换主人。</translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s) changed their owner.</source>
        <translation>
            <numerusform>%n 个分区换了主人。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>broker %1</translation>
    </message>
    <message>
        <source>no longer there</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>It was there before. The timeline below tells when it went.</source>
        <translation>它曾经存在。下方的时间线会说明它何时消失。</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>fenced</source>
        <translation>被隔离</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>已死亡</translation>
    </message>
    <message>
        <source>Restart broker %1</source>
        <translation>重启 broker %1</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>local cluster</source>
        <translation>本地集群</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Active controller</source>
        <translation>活动控制器</translation>
    </message>
    <message>
        <source>Controller epoch</source>
        <translation>控制器 epoch</translation>
    </message>
    <message>
        <source>Metadata log end</source>
        <translation>元数据日志末端</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>temporary</source>
        <translation>临时</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Cluster id</source>
        <translation>集群 ID</translation>
    </message>
    <message>
        <source>Broker %1</source>
        <translation>Broker %1</translation>
    </message>
    <message>
        <source>rack %1</source>
        <translation>机架 %1</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Broker epoch</source>
        <translation>Broker epoch</translation>
    </message>
    <message>
        <source>Voter</source>
        <translation>投票者</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no, observer</source>
        <translation>否，观察者</translation>
    </message>
    <message>
        <source>Metadata applied to</source>
        <translation>元数据已应用至</translation>
    </message>
    <message>
        <source>Leads</source>
        <translation>领导</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n replica(s)</source>
        <translation>
            <numerusform>%n 个副本中的 %1 个</numerusform>
        </translation>
    </message>
    <message>
        <source>In</source>
        <translation>流入</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>流出</translation>
    </message>
    <message>
        <source>Log size</source>
        <translation>日志大小</translation>
    </message>
    <message>
        <source>Client connections</source>
        <translation>客户端连接</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Kill broker %1</source>
        <translation>杀死 broker %1</translation>
    </message>
    <message>
        <source>internal topic</source>
        <translation>内部主题</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Replication factor</source>
        <translation>副本因子</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Offsets held</source>
        <translation>保有的偏移量</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>%1 rec/s</source>
        <translation>%1 条/秒</translation>
    </message>
    <message>
        <source>Topic id</source>
        <translation>主题 ID</translation>
    </message>
    <message>
        <source>Send sample text</source>
        <translation>发送示例文本</translation>
    </message>
    <message>
        <source>Delete topic</source>
        <translation>删除主题</translation>
    </message>
    <message>
        <source>partition %1 of topic %2</source>
        <translation>主题 %2 的分区 %1</translation>
    </message>
    <message>
        <source>Leader</source>
        <translation>领导者</translation>
    </message>
    <message>
        <source>Preferred leader</source>
        <translation>首选领导者</translation>
    </message>
    <message>
        <source>Leader epoch</source>
        <translation>领导者 epoch</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>In-sync</source>
        <translation>同步副本 (ISR)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>High watermark</source>
        <translation>高水位</translation>
    </message>
    <message>
        <source>Log end offset</source>
        <translation>日志末端偏移量</translation>
    </message>
    <message>
        <source>Log start offset</source>
        <translation>日志起始偏移量</translation>
    </message>
    <message numerus="yes">
        <source>%n segment(s)</source>
        <translation>
            <numerusform>%n 个日志段</numerusform>
        </translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>日志段</translation>
    </message>
    <message>
        <source>Kill leader</source>
        <translation>杀死领导者</translation>
    </message>
    <message>
        <source>%1 on broker %2</source>
        <translation>broker %2 上的 %1</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>to broker %1</source>
        <translation>到 broker %1</translation>
    </message>
    <message>
        <source>producer and consumer</source>
        <translation>生产者兼消费者</translation>
    </message>
    <message>
        <source>producer</source>
        <translation>生产者</translation>
    </message>
    <message>
        <source>consumer</source>
        <translation>消费者</translation>
    </message>
    <message>
        <source>client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Sent by it</source>
        <translation>它发送的</translation>
    </message>
    <message>
        <source>Sent to it</source>
        <translation>发给它的</translation>
    </message>
    <message>
        <source>Event %1</source>
        <translation>事件 %1</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>事实</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>泳道</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>broker</translation>
    </message>
    <message>
        <source>Eligible to lead</source>
        <translation>有资格领导</translation>
    </message>
    <message>
        <source>Lost offsets</source>
        <translation>丢失的偏移量</translation>
    </message>
    <message>
        <source>Log end offset now</source>
        <translation>现在的日志末端</translation>
    </message>
    <message>
        <source>Behind the leader</source>
        <translation>落后于领导者</translation>
    </message>
    <message>
        <source>In sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>no, out of sync</source>
        <translation>否，未同步</translation>
    </message>
    <message>
        <source>May lead</source>
        <translation>可以领导</translation>
    </message>
    <message>
        <source>yes, eligible</source>
        <translation>是，有资格</translation>
    </message>
    <message>
        <source>Fetches from</source>
        <translation>拉取自</translation>
    </message>
    <message>
        <source>Leads since</source>
        <translation>领导始于</translation>
    </message>
    <message>
        <source>Follows since</source>
        <translation>跟随始于</translation>
    </message>
    <message>
        <source>How it found where to cut</source>
        <translation>它如何找到截断点</translation>
    </message>
    <message>
        <source>Rounds until both agreed</source>
        <translation>达成一致的轮数</translation>
    </message>
    <message>
        <source>Cut at</source>
        <translation>截断时间</translation>
    </message>
    <message>
        <source>follower, %1</source>
        <translation>跟随者，%1</translation>
    </message>
    <message>
        <source>follower, truncating</source>
        <translation>跟随者，正在截断</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>已冻结</translation>
    </message>
    <message>
        <source>Made wrong</source>
        <translation>人为故障</translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln 条记录</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JumpWords</name>
    <message>
        <source>page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>Brokers</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Broker %1</source>
        <translation>Broker %1</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>broker</translation>
    </message>
    <message numerus="yes">
        <source>topic, %n partition(s)</source>
        <translation>
            <numerusform>主题，%n 个分区</numerusform>
        </translation>
    </message>
    <message>
        <source>partition of %1</source>
        <translation>%1 的分区</translation>
    </message>
    <message>
        <source>client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Quorum</source>
        <translation>仲裁</translation>
    </message>
    <message>
        <source>Consumer groups</source>
        <translation>消费者组</translation>
    </message>
    <message>
        <source>consumer group</source>
        <translation>消费者组</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Jump to anything by part of its name</source>
        <translation>按名称的一部分跳转</translation>
    </message>
    <message>
        <source>Filter, or find an offset</source>
        <translation>筛选，或查找偏移量</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Kill the selected broker</source>
        <translation>杀死选中的 broker</translation>
    </message>
    <message>
        <source>Kill it with power loss</source>
        <translation>断电杀死</translation>
    </message>
    <message>
        <source>Stop it cleanly</source>
        <translation>正常停止它</translation>
    </message>
    <message>
        <source>Restart the selected broker</source>
        <translation>重启选中的 broker</translation>
    </message>
    <message>
        <source>Freeze or thaw it</source>
        <translation>冻结或解冻它</translation>
    </message>
    <message>
        <source>Cut the selected link, or cut the broker off</source>
        <translation>切断所选链路，或隔离该 broker</translation>
    </message>
    <message>
        <source>Heal the link, or all links of the broker</source>
        <translation>恢复该链路，或该 broker 的所有链路</translation>
    </message>
    <message>
        <source>New topic</source>
        <translation>新建主题</translation>
    </message>
    <message>
        <source>Delete the selected topic or group</source>
        <translation>删除所选主题或组</translation>
    </message>
    <message>
        <source>Save what is shown, as picture or table</source>
        <translation>将所示内容保存为图片或表格</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>On the timeline: the event before and after</source>
        <translation>在时间线上：上一个和下一个事件</translation>
    </message>
    <message>
        <source>On the timeline: a second back and forth; End is now</source>
        <translation>在时间线上：后退或前进一秒；End 回到现在</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>本列表</translation>
    </message>
</context>
<context>
    <name>LinkInspector</name>
    <message>
        <source>Broker %1 – clients</source>
        <translation>Broker %1 – 客户端</translation>
    </message>
    <message>
        <source>Broker %1 – broker %2</source>
        <translation>Broker %1 – broker %2</translation>
    </message>
    <message>
        <source>no longer there</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>One of its ends does not belong to this cluster.</source>
        <translation>它的一端不属于此集群。</translation>
    </message>
    <message>
        <source>link between a broker and all that are no brokers</source>
        <translation>broker 与所有非 broker 之间的链路</translation>
    </message>
    <message>
        <source>link between two brokers</source>
        <translation>两个 broker 之间的链路</translation>
    </message>
    <message>
        <source>Everything that producers, consumers and tools say to broker %1, and its answers, go this way.</source>
        <translation>生产者、消费者和工具发给 broker %1 的一切，以及它的回答，都走这条路。</translation>
    </message>
    <message>
        <source>What broker %1 and broker %2 copy of each other&apos;s partitions goes this way, and what they say as members of the cluster.</source>
        <translation>broker %1 与 broker %2 相互复制的分区数据走这条路，它们作为集群成员的通信也是。</translation>
    </message>
    <message>
        <source>Broker %1 is down, so that nothing passes.</source>
        <translation>Broker %1 已停机，因此什么都不通。</translation>
    </message>
    <message>
        <source>It is cut: nothing passes, and nobody is told, as with an unplugged cable.</source>
        <translation>它被切断了：什么都不通，也没有人得到通知，就像拔掉的网线。</translation>
    </message>
    <message>
        <source>It breaks each connection after %1; both ends see it and connect again.</source>
        <translation>它在 %1 后中断每个连接；两端都会察觉并重新连接。</translation>
    </message>
    <message>
        <source>It is slow: %1.</source>
        <translation>它很慢：%1。</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <comment>a direction</comment>
        <translation>从 %1 到 %2</translation>
    </message>
    <message>
        <source>What goes %1 gets lost on the way, and nobody is told.</source>
        <translation>%1的数据在途中丢失，也没有人得到通知。</translation>
    </message>
    <message>
        <source>What goes %1 breaks its connection after %2.</source>
        <translation>%1的数据在 %2 后中断其连接。</translation>
    </message>
    <message>
        <source>What goes %1 is slow: %2.</source>
        <translation>%1的数据很慢：%2。</translation>
    </message>
    <message>
        <source>Partitions that it leads have a leader and still cannot be written or read: the brokers hear each other, so that no other leader is elected.</source>
        <translation>它领导的分区有领导者，却既不能写也不能读：各 broker 彼此能听到，因此不会选出别的领导者。</translation>
    </message>
    <message>
        <source>Clients wait longer or connect again; the cluster itself notices nothing.</source>
        <translation>客户端要等更久或重新连接；集群本身毫无察觉。</translation>
    </message>
    <message>
        <source>A follower that is behind for longer than replica.lag.time.max.ms, %1 ms, leaves the in-sync replicas.</source>
        <translation>落后超过 replica.lag.time.max.ms（%1 ms）的跟随者会离开同步副本。</translation>
    </message>
    <message>
        <source>A follower that gets nothing stays in the in-sync replicas for replica.lag.time.max.ms, %1 ms, and so long the high watermark waits for it.</source>
        <translation>什么都收不到的跟随者会在同步副本中停留 replica.lag.time.max.ms（%1 ms），在此期间高水位一直等它。</translation>
    </message>
    <message>
        <source>Broker %1 is the active controller: when it hears nothing from broker %2, it fences it and lets others lead.</source>
        <translation>Broker %1 是活动控制器：当它听不到 broker %2 时，会将其隔离并让别的 broker 领导。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Broker %1 copies</source>
        <translation>Broker %1 复制</translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s)</source>
        <translation>
            <numerusform>%n 个分区</numerusform>
        </translation>
    </message>
    <message>
        <source>… at</source>
        <translation>… 速率</translation>
    </message>
</context>
<context>
    <name>LogInspection</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Nobody knows its high watermark now.</source>
        <translation>现在没有谁知道它的高水位。</translation>
    </message>
    <message>
        <source>Committed: the high watermark is %1.</source>
        <translation>已提交：高水位为 %1。</translation>
    </message>
    <message>
        <source>Not committed yet: the high watermark is %1.</source>
        <translation>尚未提交：高水位为 %1。</translation>
    </message>
    <message>
        <source>The producer was not idempotent, so a batch sent twice would be written twice.</source>
        <translation>生产者未启用幂等，因此重复发送的批次会被写入两次。</translation>
    </message>
    <message>
        <source>Producer %1 sent it as its records %2 to %3 of this partition: sent again, it would be recognized.</source>
        <translation>生产者 %1 将其作为本分区的第 %2 到 %3 条记录发送：再次发送会被识别。</translation>
    </message>
    <message>
        <source>Batch %1</source>
        <translation>批次 %1</translation>
    </message>
    <message>
        <source>%1 on broker %2</source>
        <translation>broker %2 上的 %1</translation>
    </message>
    <message>
        <source>%1 packed its records from %2 to %3.</source>
        <translation>%1 把它的记录从 %2 压缩到 %3。</translation>
    </message>
    <message>
        <source>It is a control batch: the log&apos;s own mark, which no consumer sees.</source>
        <translation>这是控制批次：日志自己的标记，消费者看不到。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Offsets</source>
        <translation>偏移量</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Position in the file</source>
        <translation>文件中的位置</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Leader epoch</source>
        <translation>领导者 epoch</translation>
    </message>
    <message>
        <source>Timestamps</source>
        <translation>时间戳</translation>
    </message>
    <message>
        <source>Producer id</source>
        <translation>生产者 ID</translation>
    </message>
    <message>
        <source>Producer epoch</source>
        <translation>生产者 epoch</translation>
    </message>
    <message>
        <source>Base sequence</source>
        <translation>起始序列号</translation>
    </message>
    <message>
        <source>Transactional</source>
        <translation>事务</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Record %1</source>
        <translation>记录 %1</translation>
    </message>
    <message>
        <source>number %1 of %2 in batch %3</source>
        <translation>批次 %3 中 %2 条的第 %1 条</translation>
    </message>
    <message>
        <source>It has no key, so the producer was free to choose the partition.</source>
        <translation>它没有键，因此生产者可以自由选择分区。</translation>
    </message>
    <message>
        <source>Its key sends it to this partition, and later records with the same key stand behind it.</source>
        <translation>它的键决定了这个分区，之后相同键的记录都排在它后面。</translation>
    </message>
    <message>
        <source>Its value is null: on a compacted topic that deletes the key.</source>
        <translation>它的值为 null：在压实主题上这会删除该键。</translation>
    </message>
    <message>
        <source>Timestamp</source>
        <translation>时间戳</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>头部</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>分区</translation>
    </message>
</context>
<context>
    <name>MapFaults</name>
    <message>
        <source>Broker %1 – broker %2</source>
        <translation>Broker %1 – broker %2</translation>
    </message>
    <message>
        <source>%1 copied</source>
        <translation>复制 %1</translation>
    </message>
    <message>
        <source>killed %1 ago</source>
        <translation>%1前被杀死</translation>
    </message>
    <message>
        <source>stopped %1 ago</source>
        <translation>%1前停止</translation>
    </message>
    <message>
        <source>power lost %1 ago</source>
        <translation>%1前断电</translation>
    </message>
    <message>
        <source>failed %1 ago</source>
        <translation>%1前故障</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>已冻结</translation>
    </message>
    <message>
        <source>frozen %1 ago</source>
        <translation>%1前被冻结</translation>
    </message>
    <message>
        <source>Its loop stands still: connections stay open, and nobody is answered.</source>
        <translation>它的循环停住了：连接保持打开，但不回答任何人。</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>已隔离</translation>
    </message>
    <message>
        <source>cut off %1 ago</source>
        <translation>%1前被隔离</translation>
    </message>
    <message>
        <source>Nothing passes between it and any other broker.</source>
        <translation>它与其他任何 broker 之间都不通。</translation>
    </message>
    <message>
        <source>old session still open</source>
        <translation>旧会话尚未结束</translation>
    </message>
    <message>
        <source>It came back before the controller ended its old session, and is refused until then.</source>
        <translation>它在控制器结束其旧会话之前就回来了，在此之前会被拒绝。</translation>
    </message>
    <message>
        <source>clients: %1</source>
        <translation>客户端：%1</translation>
    </message>
    <message>
        <source>from clients: %1</source>
        <translation>来自客户端：%1</translation>
    </message>
    <message>
        <source>to clients: %1</source>
        <translation>到客户端：%1</translation>
    </message>
</context>
<context>
    <name>MapTexts</name>
    <message>
        <source>leader</source>
        <translation>领导者</translation>
    </message>
    <message>
        <source>in-sync follower</source>
        <translation>同步的跟随者</translation>
    </message>
    <message>
        <source>out of sync</source>
        <translation>未同步</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>preferred, not leading</source>
        <translation>首选但未领导</translation>
    </message>
    <message>
        <source>active controller</source>
        <translation>活动控制器</translation>
    </message>
    <message>
        <source>disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重启</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more topic(s)</source>
        <translation>
            <numerusform>另有 %n 个主题</numerusform>
        </translation>
    </message>
    <message>
        <source>disk: %1</source>
        <translation>磁盘：%1</translation>
    </message>
    <message>
        <source>clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Thaw</source>
        <translation>解冻</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>切断</translation>
    </message>
    <message>
        <source>Drag it onto a line to cut it, or onto a broker to cut it off.</source>
        <translation>拖到一条线上即可切断它，拖到一个 broker 上即可将其隔离。</translation>
    </message>
    <message>
        <source>Right-click to cut, slow, reset or heal it.</source>
        <translation>右键可切断、减慢、重置或恢复它。</translation>
    </message>
</context>
<context>
    <name>MapWords</name>
    <message>
        <source>Broker %1</source>
        <translation>Broker %1</translation>
    </message>
    <message>
        <source>rack %1</source>
        <translation>机架 %1</translation>
    </message>
    <message>
        <source>%1 in</source>
        <translation>流入 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n replica(s) lead</source>
        <translation>
            <numerusform>%n 个副本，领导 %1 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n replica(s) offline</source>
        <translation>
            <numerusform>%n 个副本离线</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s)</source>
        <translation>
            <numerusform>%n 个连接</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>not noticed yet</source>
        <translation>尚未察觉</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Scanned %1 records, %2.</source>
        <translation>已扫描 %1 条记录，%2。</translation>
    </message>
    <message>
        <source>Scanned %1 of %2 records, %3.</source>
        <translation>已扫描 %1 条记录（共 %2 条），%3。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Asking the leaders where their logs begin and end…</source>
        <translation>正在向领导者询问日志的起点和终点…</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Live: what comes from now on.</source>
        <translation>实时：从现在起到来的记录。</translation>
    </message>
    <message>
        <source>A page of %1 records is full.</source>
        <translation>一页 %1 条记录已满。</translation>
    </message>
    <message>
        <source>A page&apos;s %1 are full.</source>
        <translation>一页的 %1 已满。</translation>
    </message>
    <message>
        <source>Read to the end.</source>
        <translation>已读到末尾。</translation>
    </message>
    <message>
        <source>Nothing could be read.</source>
        <translation>什么也读不到。</translation>
    </message>
    <message>
        <source>Not read: %1.</source>
        <translation>未读取：%1。</translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s) are not read; the first: %1.</source>
        <translation>
            <numerusform>有 %n 个分区未读取；第一个：%1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier one(s) went to make room.</source>
        <translation>
            <numerusform>为腾出空间，较早的 %Ln 条已移除。</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading could not begin: %1.</source>
        <translation>无法开始读取：%1。</translation>
    </message>
    <message>
        <source>Waiting for records that are produced from now on.</source>
        <translation>等待从现在起写入的记录。</translation>
    </message>
    <message>
        <source>There are no records in the chosen partitions.</source>
        <translation>所选分区中没有记录。</translation>
    </message>
    <message>
        <source>No record matches the filter.</source>
        <translation>没有记录符合筛选条件。</translation>
    </message>
    <message>
        <source>There are no records from there on.</source>
        <translation>从那里起没有记录。</translation>
    </message>
    <message>
        <source>%1 were not looked at.</source>
        <translation>有 %1 条没有查看。</translation>
    </message>
    <message>
        <source>Scanned</source>
        <translation>已扫描</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>In memory</source>
        <translation>内存中</translation>
    </message>
    <message>
        <source>Partitions not read</source>
        <translation>未读取的分区</translation>
    </message>
    <message>
        <source>“%1” is no partition and no range of partitions; try 0, 3-5.</source>
        <translation>“%1”不是分区，也不是分区范围；例如 0, 3-5。</translation>
    </message>
    <message>
        <source>“%1” is no time; it looks like 2026-11-22 10:41:58.203, or milliseconds since 1970.</source>
        <translation>“%1”不是时间；应形如 2026-11-22 10:41:58.203，或 1970 年以来的毫秒数。</translation>
    </message>
    <message>
        <source>There is no partition %1: the topic has only 0.</source>
        <translation>没有分区 %1：该主题只有分区 0。</translation>
    </message>
    <message>
        <source>There is no partition %1: the topic has 0 to %2.</source>
        <translation>没有分区 %1：该主题有分区 0 到 %2。</translation>
    </message>
</context>
<context>
    <name>Parameters</name>
    <message>
        <source>The address clients are told.</source>
        <translation>告诉客户端的地址。</translation>
    </message>
    <message>
        <source>Whether a topic is made when a producer first names it.</source>
        <translation>生产者首次提到某个主题时，是否自动创建它。</translation>
    </message>
    <message>
        <source>How often a broker tells the controller that it lives.</source>
        <translation>broker 每隔多久向控制器报告自己还活着。</translation>
    </message>
    <message>
        <source>Where the broker stands; replicas spread over racks.</source>
        <translation>broker 所在的机架；副本会分散到不同机架。</translation>
    </message>
    <message>
        <source>A broker that is not heard of for this long is fenced.</source>
        <translation>这么长时间没有消息的 broker 会被隔离。</translation>
    </message>
    <message>
        <source>Whether the controller gives partitions back to their preferred leaders by itself.</source>
        <translation>控制器是否自行把分区交还给首选领导者。</translation>
    </message>
    <message>
        <source>How often the controller looks for partitions that their preferred leader does not lead.</source>
        <translation>控制器检查分区是否由首选领导者领导的间隔。</translation>
    </message>
    <message>
        <source>A broker gets its partitions back when it does not lead more than this share of those that prefer it.</source>
        <translation>当首选某 broker 的分区中未由它领导的比例超过此值时，分区会交还给它。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s compression.type.</source>
        <translation>主题 compression.type 的默认值。</translation>
    </message>
    <message>
        <source>An idle connection is closed after this.</source>
        <translation>空闲连接在这段时间后被关闭。</translation>
    </message>
    <message>
        <source>How long a follower of the metadata log waits for a successful fetch before it looks elsewhere.</source>
        <translation>元数据日志的跟随者在多久没有成功拉取后另寻领导者。</translation>
    </message>
    <message>
        <source>The deadline of a request between members of the quorum.</source>
        <translation>仲裁成员之间请求的期限。</translation>
    </message>
    <message>
        <source>Replicas per partition of a topic that is created without saying how many.</source>
        <translation>创建主题时未指定副本数的情况下，每个分区的副本数。</translation>
    </message>
    <message>
        <source>Whether topics can be deleted at all.</source>
        <translation>是否允许删除主题。</translation>
    </message>
    <message>
        <source>The most that one answer to a Fetch carries.</source>
        <translation>一次 Fetch 响应最多携带的数据量。</translation>
    </message>
    <message>
        <source>The address the broker accepts clients on.</source>
        <translation>broker 接受客户端连接的地址。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s delete.retention.ms.</source>
        <translation>主题 delete.retention.ms 的默认值。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s max.compaction.lag.ms.</source>
        <translation>主题 max.compaction.lag.ms 的默认值。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s min.cleanable.dirty.ratio.</source>
        <translation>主题 min.cleanable.dirty.ratio 的默认值。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s min.compaction.lag.ms.</source>
        <translation>主题 min.compaction.lag.ms 的默认值。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s cleanup.policy.</source>
        <translation>主题 cleanup.policy 的默认值。</translation>
    </message>
    <message>
        <source>The folder that holds the broker&apos;s logs.</source>
        <translation>存放 broker 日志的目录。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s flush.messages.</source>
        <translation>主题 flush.messages 的默认值。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s flush.ms.</source>
        <translation>主题 flush.ms 的默认值。</translation>
    </message>
    <message>
        <source>How often the recovery point and the high watermarks are noted.</source>
        <translation>每隔多久记录一次恢复点和高水位。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s index.interval.bytes.</source>
        <translation>主题 index.interval.bytes 的默认值。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s segment.index.bytes.</source>
        <translation>主题 segment.index.bytes 的默认值。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s message.timestamp.after.max.ms.</source>
        <translation>主题 message.timestamp.after.max.ms 的默认值。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s message.timestamp.before.max.ms.</source>
        <translation>主题 message.timestamp.before.max.ms 的默认值。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s message.timestamp.type.</source>
        <translation>主题 message.timestamp.type 的默认值。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s preallocate.</source>
        <translation>主题 preallocate 的默认值。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s retention.bytes.</source>
        <translation>主题 retention.bytes 的默认值。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s segment.jitter.ms.</source>
        <translation>主题 segment.jitter.ms 的默认值。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s segment.bytes.</source>
        <translation>主题 segment.bytes 的默认值。</translation>
    </message>
    <message>
        <source>How long a deleted partition&apos;s folder stays on the disk under another name. Default of a topic&apos;s file.delete.delay.ms.</source>
        <translation>被删除的分区的文件夹改名后在磁盘上保留多久。也是主题 file.delete.delay.ms 的默认值。</translation>
    </message>
    <message>
        <source>Partitions in one answer to DescribeTopicPartitions; for more a client asks again.</source>
        <translation>DescribeTopicPartitions 的一次回答中的分区数；超出的由客户端再次请求。</translation>
    </message>
    <message>
        <source>Connections a broker accepts at one time; one more is closed at once.</source>
        <translation>broker 同时接受的连接数；超出的连接立即关闭。</translation>
    </message>
    <message>
        <source>A follower that has not had everything for this long is no longer in sync.</source>
        <translation>follower 超过这段时间仍未赶上全部内容，就不再处于同步状态。</translation>
    </message>
    <message>
        <source>The most that a follower fetches of one partition at a time.</source>
        <translation>follower 一次从一个分区最多拉取的字节数。</translation>
    </message>
    <message>
        <source>The most that a follower fetches from one leader at a time.</source>
        <translation>follower 一次从一个 leader 最多拉取的字节数。</translation>
    </message>
    <message>
        <source>How long a follower&apos;s fetch waits at the leader for records.</source>
        <translation>follower 的拉取请求在 leader 处等待记录的最长时间。</translation>
    </message>
    <message>
        <source>The longest pause of a follower before it fetches again what failed.</source>
        <translation>拉取失败后 follower 再次拉取前的最长停顿。</translation>
    </message>
    <message>
        <source>How often high watermarks are noted on disk.</source>
        <translation>将高水位写入磁盘的间隔。</translation>
    </message>
    <message>
        <source>Fetch sessions a broker keeps for consumers, which then ask only for what changes.</source>
        <translation>broker 为消费者保留的拉取会话数；有会话的消费者只需请求变化的内容。</translation>
    </message>
    <message>
        <source>The most a record batch may unpack to; more is refused as hostile.</source>
        <translation>记录批次解压后的最大尺寸；超出则视为恶意并拒绝。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s max.message.bytes.</source>
        <translation>主题 max.message.bytes 的默认值。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s min.insync.replicas.</source>
        <translation>主题 min.insync.replicas 的默认值。</translation>
    </message>
    <message>
        <source>The broker&apos;s number in the cluster.</source>
        <translation>broker 在集群中的编号。</translation>
    </message>
    <message>
        <source>Partitions of a topic that is created without saying how many.</source>
        <translation>创建主题时未指定分区数的情况下使用的分区数。</translation>
    </message>
    <message>
        <source>Whether the node is a broker, a voter of the metadata quorum, or both.</source>
        <translation>该节点是 broker、元数据仲裁的投票者，还是两者兼任。</translation>
    </message>
    <message>
        <source>A producer that wrote nothing for this long is forgotten by the partition.</source>
        <translation>这么长时间没有写入的生产者会被分区遗忘。</translation>
    </message>
    <message>
        <source>The deadline of a request that a broker forwards.</source>
        <translation>broker 转发请求的期限。</translation>
    </message>
    <message>
        <source>The largest request; a larger one costs its sender the connection.</source>
        <translation>最大的请求；更大的请求会使发送者失去连接。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s unclean.leader.election.enable.</source>
        <translation>主题 unclean.leader.election.enable 的默认值。</translation>
    </message>
    <message>
        <source>What happens to old segments: delete them by age and size, compact them to the last value of each key, or both. A compacted topic refuses records without a key.</source>
        <translation>旧日志段的处理方式：按时间和大小删除、压实为每个键的最后一个值，或两者兼用。压实的主题拒绝没有键的记录。</translation>
    </message>
    <message>
        <source>How long a tombstone stays readable in a compacted topic.</source>
        <translation>压实主题中的墓碑记录保持可读的时间。</translation>
    </message>
    <message>
        <source>How long a deleted segment stays on the disk under another name. A deleted partition&apos;s folder goes by its broker&apos;s log.segment.delete.delay.ms.</source>
        <translation>被删除的段改名后在磁盘上保留多久。被删除的分区的文件夹则按其 broker 的 log.segment.delete.delay.ms 删除。</translation>
    </message>
    <message>
        <source>Force records to the disk after as many; the default leaves it to the operating system.</source>
        <translation>累计这么多条记录后强制刷盘；默认交给操作系统。</translation>
    </message>
    <message>
        <source>Force records to the disk after this time; the default leaves it to the operating system.</source>
        <translation>经过这段时间后强制刷盘；默认交给操作系统。</translation>
    </message>
    <message>
        <source>How much log lies between two entries of the sparse index.</source>
        <translation>稀疏索引的两个条目之间相隔多少日志。</translation>
    </message>
    <message>
        <source>A record is compacted no later than this after it was written.</source>
        <translation>记录写入后最迟在这段时间内被压实。</translation>
    </message>
    <message>
        <source>The largest record batch, after compression, that the topic accepts.</source>
        <translation>主题接受的最大记录批次（压缩后）。</translation>
    </message>
    <message>
        <source>How far a record&apos;s timestamp may lie in the broker&apos;s future.</source>
        <translation>记录的时间戳最多可以比 broker 的时间晚多少。</translation>
    </message>
    <message>
        <source>How far a record&apos;s timestamp may lie in the broker&apos;s past.</source>
        <translation>记录的时间戳最多可以比 broker 的时间早多少。</translation>
    </message>
    <message>
        <source>Whether a record carries the time its producer gave it or the time the leader appended it.</source>
        <translation>记录携带的是生产者给定的时间，还是领导者追加它的时间。</translation>
    </message>
    <message>
        <source>The share of a compacted log that must be new before it is cleaned again.</source>
        <translation>压实日志中新数据达到这一比例后才再次清理。</translation>
    </message>
    <message>
        <source>A record stays uncompacted at least this long.</source>
        <translation>记录至少在这段时间内不被压实。</translation>
    </message>
    <message>
        <source>With acks=all a write is refused while fewer replicas are in sync.</source>
        <translation>acks=all 时，若同步副本少于此数则拒绝写入。</translation>
    </message>
    <message>
        <source>Whether a segment&apos;s file gets its full size when it is made. This broker always grows files.</source>
        <translation>创建日志段文件时是否预先分配全部大小。本 broker 总是逐步增长文件。</translation>
    </message>
    <message>
        <source>The size per partition beyond which old segments are deleted; -1 for no limit.</source>
        <translation>每个分区超过此大小后删除旧日志段；-1 表示不限。</translation>
    </message>
    <message>
        <source>The age beyond which segments are deleted; -1 for ever.</source>
        <translation>日志段超过此时长后被删除；-1 表示永久保留。</translation>
    </message>
    <message>
        <source>The size at which a segment ends and the next one begins.</source>
        <translation>日志段达到此大小时结束，开始下一个。</translation>
    </message>
    <message>
        <source>The size of an index at which its segment ends.</source>
        <translation>索引达到此大小时，其日志段结束。</translation>
    </message>
    <message>
        <source>At most this much is taken off segment.ms at random, so that not all segments end together.</source>
        <translation>从 segment.ms 中随机减去至多这么多，使日志段不会同时结束。</translation>
    </message>
    <message>
        <source>The age at which a segment ends even if it is not full.</source>
        <translation>日志段即使未满，达到此时长也会结束。</translation>
    </message>
    <message>
        <source>Whether a replica that is not in sync may become leader when no other is left, losing records.</source>
        <translation>没有其他副本时，是否允许未同步的副本成为领导者（会丢失记录）。</translation>
    </message>
    <message>
        <source>The longest pause of a voter after an election that it lost.</source>
        <translation>投票者在一次落选之后的最长停顿。</translation>
    </message>
    <message>
        <source>How long, up to twice, a voter without a leader waits before it stands for election.</source>
        <translation>没有领导者的投票者在参选之前等待的时间，最多为其两倍。</translation>
    </message>
    <message>
        <source>A snapshot of the metadata is written when its log has grown by this much.</source>
        <translation>元数据日志增长这么多时写入一个快照。</translation>
    </message>
    <message>
        <source>How long an empty group waits for more members after its first one joined, so that fewer rebalances follow.</source>
        <translation>空组在第一个成员加入后等待更多成员的时间，以减少随后的再均衡。</translation>
    </message>
    <message>
        <source>The longest session.timeout.ms that a member may ask for.</source>
        <translation>成员可以要求的最长 session.timeout.ms。</translation>
    </message>
    <message>
        <source>The most members that a group takes.</source>
        <translation>一个组最多接受的成员数。</translation>
    </message>
    <message>
        <source>The shortest session.timeout.ms that a member may ask for.</source>
        <translation>成员可以要求的最短 session.timeout.ms。</translation>
    </message>
    <message>
        <source>The most text that a client may commit beside an offset.</source>
        <translation>客户端提交偏移量时可附带文本的最大长度。</translation>
    </message>
    <message>
        <source>How long a group&apos;s request waits until its records are on all replicas in sync.</source>
        <translation>组的请求等待其记录到达所有同步副本的最长时间。</translation>
    </message>
    <message>
        <source>How often a coordinator looks for committed offsets that have expired.</source>
        <translation>协调者多久检查一次已过期的已提交偏移量。</translation>
    </message>
    <message>
        <source>Committed offsets are forgotten this long after the group became empty, or after the commit where there is no group.</source>
        <translation>组变空之后（没有组时则为提交之后）经过这段时间，已提交的偏移量会被忘掉。</translation>
    </message>
    <message>
        <source>Partitions of __consumer_offsets. Which one holds a group follows from the hash of its name.</source>
        <translation>__consumer_offsets 的分区数。一个组落在哪个分区由其名称的哈希决定。</translation>
    </message>
    <message>
        <source>Replicas of each partition of __consumer_offsets.</source>
        <translation>__consumer_offsets 每个分区的副本数。</translation>
    </message>
    <message>
        <source>The segment.bytes of __consumer_offsets: small, so that it is compacted and loaded quickly.</source>
        <translation>__consumer_offsets 的 segment.bytes：较小，便于快速压缩和加载。</translation>
    </message>
    <message>
        <source>How often a broker looks for logs to compact when there was none.</source>
        <translation>没有日志可压实时，broker 隔多久再查看一次。</translation>
    </message>
    <message>
        <source>The memory in which compaction notes the keys that it has seen. Keys that find no room are left for the next round.</source>
        <translation>压实时用来记下已见过的键的内存。放不下的键留到下一轮。</translation>
    </message>
    <message>
        <source>How often a broker looks for segments that retention no longer keeps.</source>
        <translation>Broker 隔多久查看一次不再需要保留的日志段。</translation>
    </message>
    <message>
        <source>How long records are kept, where no finer setting says it.</source>
        <translation>没有更精细的设置时，记录保留多久。</translation>
    </message>
    <message>
        <source>How long records are kept, where log.retention.ms does not say it; then log.retention.hours.</source>
        <translation>log.retention.ms 没有设置时记录保留多久；再其次是 log.retention.hours。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s retention.ms. Where it is not set, log.retention.minutes counts.</source>
        <translation>主题 retention.ms 的默认值。没有设置时以 log.retention.minutes 为准。</translation>
    </message>
    <message>
        <source>The age at which a segment ends, where log.roll.ms does not say it.</source>
        <translation>log.roll.ms 没有设置时，日志段到多大年龄结束。</translation>
    </message>
    <message>
        <source>Default of a topic&apos;s segment.ms. Where it is not set, log.roll.hours counts.</source>
        <translation>主题 segment.ms 的默认值。没有设置时以 log.roll.hours 为准。</translation>
    </message>
    <message>
        <source>Kept for the sake of Kafka&apos;s tools, without effect: a broker here has one thread, and all share some workers.</source>
        <translation>为兼容 Kafka 的工具而保留，不起作用：这里每个 broker 只有一个线程，并共用若干工作线程。</translation>
    </message>
    <message>
        <source>Kept for the sake of Kafka&apos;s tools, without effect: there is no Kerberos here.</source>
        <translation>为兼容 Kafka 的工具而保留，不起作用：这里没有 Kerberos。</translation>
    </message>
    <message>
        <source>The codec batches are stored with. With producer they are kept as they were sent; with any other the leader recompresses those that came otherwise.</source>
        <translation>存储批次所用的压缩算法。设为 producer 时按发送的原样保存；设为其他值时，领导者会重新压缩以别的方式送来的批次。</translation>
    </message>
</context>
<context>
    <name>PartitionPictures</name>
    <message>
        <source>broker %1</source>
        <translation>broker %1</translation>
    </message>
    <message>
        <source>HW %1</source>
        <translation>HW %1</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>epoch %1</translation>
    </message>
    <message>
        <source>epoch %1 from %2</source>
        <translation>epoch %1 始于 %2</translation>
    </message>
    <message>
        <source>leader epoch %1</source>
        <translation>领导者 epoch %1</translation>
    </message>
    <message>
        <source>no leader</source>
        <translation>没有领导者</translation>
    </message>
    <message>
        <source>in-sync replicas %1</source>
        <translation>同步副本 %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>out of sync %1</source>
        <translation>未同步 %1</translation>
    </message>
    <message>
        <source>eligible %1</source>
        <translation>有资格 %1</translation>
    </message>
    <message>
        <source>under min ISR %1: acks=all is refused</source>
        <translation>低于最小 ISR %1：acks=all 被拒绝</translation>
    </message>
    <message>
        <source>lost: offsets %1 to %2</source>
        <translation>已丢失：偏移量 %1 到 %2</translation>
    </message>
</context>
<context>
    <name>Possibility</name>
    <message>
        <source>Broker %1 is still stopping.</source>
        <translation>Broker %1 仍在停止。</translation>
    </message>
    <message>
        <source>Broker %1 is alive.</source>
        <translation>Broker %1 正在运行。</translation>
    </message>
    <message>
        <source>%1 belongs to the cluster itself.</source>
        <translation>%1 属于集群自身。</translation>
    </message>
    <message>
        <source>No partition of %1 has a leader.</source>
        <translation>%1 的所有分区都没有领导者。</translation>
    </message>
    <message>
        <source>There is no broker %1.</source>
        <translation>没有 broker %1。</translation>
    </message>
    <message>
        <source>There is no topic %1.</source>
        <translation>没有主题 %1。</translation>
    </message>
    <message>
        <source>Broker %1 is already stopping.</source>
        <translation>Broker %1 已在停止。</translation>
    </message>
    <message>
        <source>Broker %1 is already down.</source>
        <translation>Broker %1 已经停机。</translation>
    </message>
    <message>
        <source>No broker is alive.</source>
        <translation>没有存活的 broker。</translation>
    </message>
    <message>
        <source>There is no active controller, and only it can change topics.</source>
        <translation>没有活动控制器，而只有它能更改主题。</translation>
    </message>
    <message>
        <source>Broker %1 is frozen and hears nothing.</source>
        <translation>Broker %1 被冻结，听不到任何消息。</translation>
    </message>
    <message>
        <source>Broker %1 is frozen already.</source>
        <translation>Broker %1 已经被冻结。</translation>
    </message>
    <message>
        <source>Broker %1 is not frozen.</source>
        <translation>Broker %1 没有被冻结。</translation>
    </message>
    <message>
        <source>A link has two ends.</source>
        <translation>一条链路有两端。</translation>
    </message>
    <message>
        <source>Nothing is wrong with this link.</source>
        <translation>这条链路没有问题。</translation>
    </message>
    <message>
        <source>Nothing is wrong with any link.</source>
        <translation>所有链路都没有问题。</translation>
    </message>
    <message>
        <source>Nothing is wrong with this disk.</source>
        <translation>这块磁盘没有问题。</translation>
    </message>
    <message>
        <source>This link is cut already.</source>
        <translation>此链路已被切断。</translation>
    </message>
    <message>
        <source>This way is cut already.</source>
        <translation>此方向已被切断。</translation>
    </message>
    <message>
        <source>%1 has no partition %2.</source>
        <translation>%1 没有分区 %2。</translation>
    </message>
    <message>
        <source>Partition %1 has no leader.</source>
        <translation>分区 %1 没有领导者。</translation>
    </message>
    <message>
        <source>It is no member of %1 any more.</source>
        <translation>它已不是 %1 的成员。</translation>
    </message>
    <message numerus="yes">
        <source>It has %n member(s): only an empty group can be deleted.</source>
        <translation>
            <numerusform>它有 %n 个成员：只有空组可以删除。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no group %1.</source>
        <translation>没有组 %1。</translation>
    </message>
    <message>
        <source>Nobody coordinates this group at the moment.</source>
        <translation>目前没有谁协调这个组。</translation>
    </message>
</context>
<context>
    <name>QuorumInspector</name>
    <message>
        <source>no longer there</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>The window keeps the newest records of each log only.</source>
        <translation>窗口只保留每个日志最新的记录。</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>broker %1</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoch</translation>
    </message>
    <message>
        <source>Leader it knows</source>
        <translation>它所知的领导者</translation>
    </message>
    <message>
        <source>Voted for</source>
        <translation>投票给</translation>
    </message>
    <message>
        <source>Log start</source>
        <translation>日志起点</translation>
    </message>
    <message>
        <source>High watermark</source>
        <translation>高水位</translation>
    </message>
    <message>
        <source>Synced up to</source>
        <translation>已落盘至</translation>
    </message>
    <message>
        <source>Log end</source>
        <translation>日志末端</translation>
    </message>
    <message>
        <source>Snapshot up to</source>
        <translation>快照至</translation>
    </message>
    <message>
        <source>Like this for</source>
        <translation>已持续</translation>
    </message>
    <message>
        <source>As the controller sees it</source>
        <translation>控制器所见</translation>
    </message>
    <message>
        <source>Has up to</source>
        <translation>已有至</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>落后</translation>
    </message>
    <message>
        <source>Last fetch</source>
        <translation>上次拉取</translation>
    </message>
    <message>
        <source>Last caught up</source>
        <translation>上次追平</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Broker %1 in the quorum</source>
        <translation>仲裁中的 broker %1</translation>
    </message>
    <message>
        <source>voter</source>
        <translation>投票者</translation>
    </message>
    <message>
        <source>Show broker</source>
        <translation>查看 broker</translation>
    </message>
    <message>
        <source>Metadata record %1</source>
        <translation>元数据记录 %1</translation>
    </message>
    <message>
        <source>It says: %1.</source>
        <translation>内容：%1。</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>偏移量</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>写入于</translation>
    </message>
    <message>
        <source>Committed</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>In the log of</source>
        <translation>所在日志</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
</context>
<context>
    <name>QuorumPictures</name>
    <message>
        <source>Metadata log</source>
        <translation>元数据日志</translation>
    </message>
    <message>
        <source>observers</source>
        <translation>观察者</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>broker %1</translation>
    </message>
    <message>
        <source>HW %1</source>
        <translation>HW %1</translation>
    </message>
    <message>
        <source>epoch %1?</source>
        <translation>epoch %1？</translation>
    </message>
    <message>
        <source>vote, epoch %1</source>
        <translation>投票，epoch %1</translation>
    </message>
    <message>
        <source>would</source>
        <translation>愿意</translation>
    </message>
    <message>
        <source>would not</source>
        <translation>不愿意</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>no</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>controller, epoch %1</source>
        <translation>控制器，epoch %1</translation>
    </message>
    <message>
        <source>follows</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>no answer from %1</source>
        <translation>%1 未回答</translation>
    </message>
    <message>
        <source>Broker %1: %2</source>
        <translation>Broker %1：%2</translation>
    </message>
    <message>
        <source>Broker %1 has voted for itself</source>
        <translation>Broker %1 已投票给自己</translation>
    </message>
</context>
<context>
    <name>QuorumWords</name>
    <message>
        <source>unattached</source>
        <translation>未归属</translation>
    </message>
    <message>
        <source>prospective</source>
        <translation>预参选</translation>
    </message>
    <message>
        <source>candidate</source>
        <translation>候选者</translation>
    </message>
    <message>
        <source>leader</source>
        <translation>领导者</translation>
    </message>
    <message>
        <source>follower</source>
        <translation>跟随者</translation>
    </message>
    <message>
        <source>observer</source>
        <translation>观察者</translation>
    </message>
    <message>
        <source>resigned</source>
        <translation>已辞任</translation>
    </message>
    <message>
        <source>down</source>
        <translation>已停机</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>已冻结</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>No voter is known yet.</source>
        <translation>尚不知道任何投票者。</translation>
    </message>
    <message numerus="yes">
        <source>%n voter(s)</source>
        <translation>
            <numerusform>%n 个投票者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n make(s) a majority</source>
        <translation>
            <numerusform>%n 个即多数</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n up</source>
        <translation>
            <numerusform>%n 个在运行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No controller can be elected and nothing be committed until %n more is up.</source>
        <translation>
            <numerusform>还须 %n 个恢复运行，才能选出控制器并提交。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody is elected yet in epoch %1.</source>
        <translation>epoch %1 尚无人当选。</translation>
    </message>
    <message>
        <source>If one more fails, there is no controller.</source>
        <translation>再有一个失效，就没有控制器。</translation>
    </message>
    <message numerus="yes">
        <source>%n may fail and all goes on.</source>
        <translation>
            <numerusform>还可有 %n 个失效而一切照常。</numerusform>
        </translation>
    </message>
    <message>
        <source>frozen: it neither hears nor says anything</source>
        <translation>已冻结：既不收也不发</translation>
    </message>
    <message>
        <source>%1 %2 ago</source>
        <translation>%2前：%1</translation>
    </message>
    <message>
        <source>last known epoch %1</source>
        <translation>最后所知 epoch %1</translation>
    </message>
    <message>
        <source>fetched just now</source>
        <translation>刚刚拉取</translation>
    </message>
    <message>
        <source>fetched %1 ago</source>
        <translation>%1前拉取</translation>
    </message>
    <message>
        <source>follows broker %1, which is silent</source>
        <translation>跟随 broker %1，但它没有声音</translation>
    </message>
    <message>
        <source>follows broker %1, has not fetched yet</source>
        <translation>跟随 broker %1，尚未拉取</translation>
    </message>
    <message>
        <source>has all of it</source>
        <translation>已全部拥有</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation>落后 %1 条</translation>
    </message>
    <message>
        <source>opens its logs</source>
        <translation>正在打开日志</translation>
    </message>
    <message>
        <source>voted for broker %1</source>
        <translation>已投票给 broker %1</translation>
    </message>
    <message>
        <source>epoch %1, elected by %2</source>
        <translation>epoch %1，由 %2 选出</translation>
    </message>
    <message>
        <source>looks for a controller</source>
        <translation>正在寻找控制器</translation>
    </message>
    <message numerus="yes">
        <source>asks who would vote for it in epoch %1: %n of %2 would</source>
        <translation>
            <numerusform>询问谁会在 epoch %1 投票给它：%2 个中 %n 个愿意</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>stands in epoch %1: %n of %2 votes</source>
        <translation>
            <numerusform>在 epoch %1 参选：得 %2 票中的 %n 票</numerusform>
        </translation>
    </message>
    <message>
        <source>knows of no controller in epoch %1</source>
        <translation>不知道 epoch %1 的控制器</translation>
    </message>
    <message>
        <source>says goodbye</source>
        <translation>正在告别</translation>
    </message>
    <message numerus="yes">
        <source>Broker %1 is the active controller in epoch %2, elected by %3. It alone appends to the metadata log; a record counts once %n voter(s) have it on disk.</source>
        <translation>
            <numerusform>Broker %1 是 epoch %2 的活动控制器，由 %3 选出。只有它向元数据日志追加；一条记录在 %n 个投票者落盘后才算数。</numerusform>
        </translation>
    </message>
    <message>
        <source>Broker %1 follows broker %2 and has stopped hearing from it. When its patience ends it asks the others whether they would vote for it.</source>
        <translation>Broker %1 跟随 broker %2，但已收不到它的消息。等耐心用尽，它会询问其他投票者是否愿意投票给它。</translation>
    </message>
    <message>
        <source>Broker %1 follows broker %2 in epoch %3: it fetches the metadata log, and by what it asks for the leader knows what it has.</source>
        <translation>Broker %1 在 epoch %3 跟随 broker %2：它拉取元数据日志，领导者从它的请求得知它已有什么。</translation>
    </message>
    <message numerus="yes">
        <source>It lacks %n record(s).</source>
        <translation>
            <numerusform>它缺 %n 条记录。</numerusform>
        </translation>
    </message>
    <message>
        <source>It has all of it.</source>
        <translation>它已全部拥有。</translation>
    </message>
    <message>
        <source>Broker %1 is no voter: it fetches the metadata log as the followers do, but nobody waits for it and it elects nobody.</source>
        <translation>Broker %1 不是投票者：它像跟随者一样拉取元数据日志，但没有人等待它，它也不参与选举。</translation>
    </message>
    <message>
        <source>Broker %1 hears no controller and asks the other voters whether they would vote for it in epoch %2. Nothing is bound by that, so one that is cut off disturbs nobody.</source>
        <translation>Broker %1 收不到控制器的消息，正在询问其他投票者是否会在 epoch %2 投票给它。这不约束任何人，因此被隔断者不会打扰别人。</translation>
    </message>
    <message numerus="yes">
        <source>Broker %1 stands for election in epoch %2 and has voted for itself. It needs %n vote(s).</source>
        <translation>
            <numerusform>Broker %1 在 epoch %2 参选，并已投票给自己。它需要 %n 票。</numerusform>
        </translation>
    </message>
    <message>
        <source>Broker %1 knows that epoch %2 has begun, but of no controller in it.</source>
        <translation>Broker %1 知道 epoch %2 已开始，但不知道其中的控制器。</translation>
    </message>
    <message>
        <source>Broker %1 is stopping: it has told the others, so that they need not wait for its silence.</source>
        <translation>Broker %1 正在停止：它已告知其他投票者，他们不必等到它沉默。</translation>
    </message>
    <message>
        <source>Broker %1 is frozen. What is shown is the last that it said.</source>
        <translation>Broker %1 已冻结。所示为它最后所说。</translation>
    </message>
    <message>
        <source>Broker %1 is down. What is shown is the last that it said; its vote and its log are on its disk.</source>
        <translation>Broker %1 已停机。所示为它最后所说；它的选票和日志在其磁盘上。</translation>
    </message>
    <message>
        <source>Broker %1 is opening its logs.</source>
        <translation>Broker %1 正在打开日志。</translation>
    </message>
    <message>
        <source>Epoch %1: nobody has won</source>
        <translation>Epoch %1：无人当选</translation>
    </message>
    <message>
        <source>Epoch %1: broker %2, with the votes of %3</source>
        <translation>Epoch %1：broker %2 当选，得 %3 的票</translation>
    </message>
    <message>
        <source>Epoch %1: broker %2</source>
        <translation>Epoch %1：broker %2 当选</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>用时 %1</translation>
    </message>
    <message>
        <source>A broker came, with its addresses. The offset of this record is its broker epoch, which stands for this one life of it.</source>
        <translation>一个 broker 到来，带着它的地址。此记录的偏移量就是它的 broker epoch，代表它的这一次生命。</translation>
    </message>
    <message>
        <source>A broker was taken out of the cluster for good.</source>
        <translation>一个 broker 被永久移出集群。</translation>
    </message>
    <message>
        <source>The controller did not hear from the broker in time: it leads nothing now.</source>
        <translation>控制器未及时收到该 broker 的消息：它现在不领导任何分区。</translation>
    </message>
    <message>
        <source>The broker has caught up with the metadata and may lead.</source>
        <translation>该 broker 已追上元数据，可以担任领导者。</translation>
    </message>
    <message>
        <source>A broker was fenced, was let in again, or began to stop. What follows from it for partitions stands in records beside it.</source>
        <translation>一个 broker 被隔离、被重新接纳或开始停止。由此对分区的影响在相邻的记录中。</translation>
    </message>
    <message>
        <source>A topic and its id; its partitions follow.</source>
        <translation>一个主题及其 id；其分区随后。</translation>
    </message>
    <message>
        <source>A topic is gone. Brokers that replay this delete their replicas.</source>
        <translation>一个主题已删除。重放此记录的 broker 会删除其副本。</translation>
    </message>
    <message>
        <source>A new partition: where its replicas are, who leads and who is in sync.</source>
        <translation>一个新分区：副本在哪里、谁领导、谁同步。</translation>
    </message>
    <message>
        <source>What changed of a partition; the rest stays. A leader that is named begins another leader epoch. This is how failover looks in the log.</source>
        <translation>分区的变化；其余不变。指名领导者即开始新的领导者 epoch。故障转移在日志中就是这样。</translation>
    </message>
    <message>
        <source>A setting of a topic, of one broker or of all.</source>
        <translation>主题、某个 broker 或全部 broker 的一项设置。</translation>
    </message>
    <message>
        <source>A block of producer ids went to a broker, so that no two producers ever have the same one.</source>
        <translation>一段生产者 id 分配给某个 broker，使任何两个生产者都不会相同。</translation>
    </message>
    <message>
        <source>Which level of a feature the whole cluster uses.</source>
        <translation>整个集群使用的某项特性的级别。</translation>
    </message>
    <message>
        <source>Says nothing; it shows that records still commit.</source>
        <translation>没有内容；只表明记录仍在提交。</translation>
    </message>
    <message>
        <source>The first record of a new controller. Only when it is committed are the records of earlier epochs committed too.</source>
        <translation>新控制器的第一条记录。只有它提交后，较早 epoch 的记录才随之提交。</translation>
    </message>
    <message>
        <source>A record of a type that has no part in what is shown here.</source>
        <translation>此类型的记录与这里所示无关。</translation>
    </message>
    <message>
        <source>%1: %2; %3. </source>
        <comment>3 voters: 2 make a majority; 2 are up.</comment>
        <translation>%1：%2；%3。</translation>
    </message>
</context>
<context>
    <name>RebalanceRows</name>
    <message>
        <source>Began</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>代</translation>
    </message>
    <message>
        <source>Joining</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>Dividing</source>
        <translation>分配</translation>
    </message>
    <message>
        <source>Handing out</source>
        <translation>下发</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>共计</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>进行中</translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>a topic can&apos;t have this name</source>
        <translation>主题不能使用这个名称</translation>
    </message>
    <message>
        <source>there is a topic of this name already</source>
        <translation>已有同名主题</translation>
    </message>
    <message>
        <source>there is no such topic or partition</source>
        <translation>没有这样的主题或分区</translation>
    </message>
    <message>
        <source>the number of partitions is not possible</source>
        <translation>分区数量不可行</translation>
    </message>
    <message>
        <source>there are not enough brokers for so many replicas</source>
        <translation>没有足够的 broker 来容纳这么多副本</translation>
    </message>
    <message>
        <source>replicas can&apos;t be assigned like this</source>
        <translation>副本不能这样分配</translation>
    </message>
    <message>
        <source>a setting is not valid</source>
        <translation>某项设置无效</translation>
    </message>
    <message>
        <source>the request is not valid</source>
        <translation>请求无效</translation>
    </message>
    <message>
        <source>the cluster&apos;s rules forbid it</source>
        <translation>集群的规则不允许</translation>
    </message>
    <message>
        <source>the active controller has just changed</source>
        <translation>活动控制器刚刚更换</translation>
    </message>
    <message>
        <source>no answer came in time</source>
        <translation>未能及时收到答复</translation>
    </message>
    <message>
        <source>the connection broke</source>
        <translation>连接中断</translation>
    </message>
    <message>
        <source>no broker can be reached</source>
        <translation>无法连接任何 broker</translation>
    </message>
    <message>
        <source>the partition has no leader</source>
        <translation>该分区没有领导者</translation>
    </message>
    <message>
        <source>the partition&apos;s leader has just changed</source>
        <translation>该分区的领导者刚刚更换</translation>
    </message>
    <message>
        <source>too few replicas are in sync</source>
        <translation>同步副本太少</translation>
    </message>
    <message>
        <source>too few replicas were in sync to keep it safely</source>
        <translation>同步副本太少，无法安全保存</translation>
    </message>
    <message>
        <source>a record is larger than the topic allows</source>
        <translation>某条记录超过了主题允许的大小</translation>
    </message>
    <message>
        <source>the broker does not know this request</source>
        <translation>该 broker 不支持此请求</translation>
    </message>
</context>
<context>
    <name>ReplicaWords</name>
    <message>
        <source>broker %1: %2</source>
        <translation>broker %1：%2</translation>
    </message>
    <message>
        <source>leader</source>
        <translation>领导者</translation>
    </message>
    <message>
        <source>in sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>out of sync</source>
        <translation>未同步</translation>
    </message>
    <message>
        <source>eligible</source>
        <translation>有资格</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>nobody tells how far it is</source>
        <translation>无人知道它到哪里了</translation>
    </message>
    <message>
        <source>has all of it</source>
        <translation>全部都有</translation>
    </message>
    <message>
        <source>has all of it, joins again</source>
        <translation>全部都有，即将重新加入</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation>落后 %1 条</translation>
    </message>
    <message>
        <source>%1 behind for %2</source>
        <translation>落后 %1 条，已 %2</translation>
    </message>
    <message>
        <source>%1 behind for %2 of %3</source>
        <translation>落后 %1 条，已 %2，限 %3</translation>
    </message>
    <message>
        <source>%1 behind for %2, limit %3</source>
        <translation>落后 %1 条，已 %2，限 %3</translation>
    </message>
    <message>
        <source>its folder failed</source>
        <translation>它的文件夹出错</translation>
    </message>
    <message>
        <source>down since %1</source>
        <translation>自 %1 停机</translation>
    </message>
    <message>
        <source>down</source>
        <translation>停机</translation>
    </message>
    <message>
        <source>may lead when it is back</source>
        <translation>回来后可以领导</translation>
    </message>
    <message>
        <source>not yet out of the ISR</source>
        <translation>尚未移出 ISR</translation>
    </message>
    <message>
        <source>leads, but is frozen</source>
        <translation>领导，但已冻结</translation>
    </message>
    <message>
        <source>leads since %1</source>
        <translation>自 %1 领导</translation>
    </message>
    <message>
        <source>is about to lead</source>
        <translation>即将领导</translation>
    </message>
    <message>
        <source>waits for a leader</source>
        <translation>等待领导者</translation>
    </message>
    <message>
        <source>has not fetched in this epoch</source>
        <translation>在此 epoch 中尚未拉取</translation>
    </message>
    <message>
        <source>frozen, %1</source>
        <translation>已冻结，%1</translation>
    </message>
    <message>
        <source>truncating, then %1</source>
        <translation>正在截断，之后%1</translation>
    </message>
    <message>
        <source>may lead: %1</source>
        <translation>可以领导：%1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) cut</source>
        <translation>
            <numerusform>截去 %Ln 条</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 cut, %2</source>
        <translation>截去 %1 条，%2</translation>
    </message>
</context>
<context>
    <name>SaveWords</name>
    <message>
        <source>%1 is a folder.</source>
        <translation>%1 是一个文件夹。</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>没有文件夹 %1。</translation>
    </message>
    <message>
        <source>The disk that holds %1 is full. Choose another place or make room.</source>
        <translation>%1 所在的磁盘已满。请另选位置或腾出空间。</translation>
    </message>
    <message>
        <source>%1 is there and may not be changed. Choose another name.</source>
        <translation>%1 已存在且不可修改。请另选名称。</translation>
    </message>
    <message>
        <source>You may not write into %1. Choose another folder.</source>
        <translation>您无权写入 %1。请另选文件夹。</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message numerus="yes">
        <source>All %n broker(s) are up.</source>
        <translation>
            <numerusform>全部 %n 个 broker 都在运行。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n broker(s) are up.</source>
        <translation>
            <numerusform>%n 个 broker 中有 %1 个在运行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Without an active controller nothing about topics and leaders can change; records still flow where a leader lives.</source>
        <translation>没有活动控制器，主题和领导者都不能改变；只要领导者还在，记录仍可读写。</translation>
    </message>
    <message>
        <source>Broker %1 is the active controller: it alone decides who leads what.</source>
        <translation>Broker %1 是活动控制器：只有它决定谁领导哪个分区。</translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s) have no leader: nobody can write to them or read from them.</source>
        <translation>
            <numerusform>%n 个分区没有领导者：无法写入，也无法读取。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s) have fewer replicas in sync than they should.</source>
        <translation>
            <numerusform>%n 个分区的同步副本少于应有的数量。</numerusform>
        </translation>
    </message>
    <message>
        <source>Every partition has its leader and all its replicas.</source>
        <translation>每个分区都有领导者和全部副本。</translation>
    </message>
    <message>
        <source>Broker %1 is opening its logs. After that it registers with the controller.</source>
        <translation>Broker %1 正在打开日志，之后会向控制器注册。</translation>
    </message>
    <message>
        <source>Broker %1 is registered but fenced: it must first catch up with the metadata, and leads nothing until then.</source>
        <translation>Broker %1 已注册但被隔离：它必须先追上元数据，在此之前不领导任何分区。</translation>
    </message>
    <message>
        <source>Broker %1 is saying goodbye: it hands over what it leads and closes its logs cleanly.</source>
        <translation>Broker %1 正在告别：交出所领导的分区并正常关闭日志。</translation>
    </message>
    <message>
        <source>Broker %1 has been running since %2.</source>
        <translation>Broker %1 自 %2 起运行。</translation>
    </message>
    <message>
        <source>It is the active controller: it decides who leads what, and the others follow its metadata log.</source>
        <translation>它是活动控制器：决定谁领导哪个分区，其他 broker 跟随它的元数据日志。</translation>
    </message>
    <message>
        <source>It takes its metadata from broker %1, the active controller.</source>
        <translation>它从活动控制器 broker %1 获取元数据。</translation>
    </message>
    <message>
        <source>It knows no active controller and goes on with the metadata it has.</source>
        <translation>它找不到活动控制器，继续使用已有的元数据。</translation>
    </message>
    <message>
        <source>It holds no replica yet.</source>
        <translation>它还没有任何副本。</translation>
    </message>
    <message numerus="yes">
        <source>Of its %n replica(s) it leads %1.</source>
        <translation>
            <numerusform>它有 %n 个副本，领导其中 %1 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Broker %1 stopped cleanly at %2.</source>
        <translation>Broker %1 于 %2 正常停止。</translation>
    </message>
    <message>
        <source>Broker %1 died at %2 without a goodbye.</source>
        <translation>Broker %1 于 %2 不辞而别。</translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s) wait for it: no other broker can lead them.</source>
        <translation>
            <numerusform>%n 个分区在等它：没有其他 broker 能领导它们。</numerusform>
        </translation>
    </message>
    <message>
        <source>It votes in the metadata quorum, which has no majority now, so there is no active controller until enough voters are back.</source>
        <translation>它是元数据仲裁的投票者，而仲裁现在没有多数，因此在足够多的投票者回来之前没有活动控制器。</translation>
    </message>
    <message>
        <source>Its files are still there and can be read under Segments.</source>
        <translation>它的文件还在，可以在“日志段”中查看。</translation>
    </message>
    <message>
        <source>The cluster keeps its own records here.</source>
        <translation>集群把自己的记录保存在这里。</translation>
    </message>
    <message numerus="yes">
        <source>%1 is split into %n partition(s); order holds within each of them.</source>
        <translation>
            <numerusform>%1 分为 %n 个分区；每个分区内保持顺序。</numerusform>
        </translation>
    </message>
    <message>
        <source>Each has a single replica, so a partition is away while its broker is.</source>
        <translation>每个分区只有一个副本，broker 不在时分区也不可用。</translation>
    </message>
    <message numerus="yes">
        <source>Each has %n replica(s): one leads, the others copy it.</source>
        <translation>
            <numerusform>每个分区有 %n 个副本：一个是领导者，其余复制它。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them have no leader now.</source>
        <translation>
            <numerusform>其中 %n 个现在没有领导者。</numerusform>
        </translation>
    </message>
    <message>
        <source>It takes %1 records a second.</source>
        <translation>它每秒接收 %1 条记录。</translation>
    </message>
    <message>
        <source>%1 has no leader: nobody can write to it or read from it.</source>
        <translation>%1 没有领导者：无法写入，也无法读取。</translation>
    </message>
    <message>
        <source>Its only replica is on broker %1, which is down; when that broker is back, so are the records.</source>
        <translation>它唯一的副本在已停机的 broker %1 上；该 broker 回来后，记录也随之回来。</translation>
    </message>
    <message>
        <source>Of its replicas on brokers %1, those on %2 are down.</source>
        <translation>它的副本在 broker %1 上，其中 %2 已停机。</translation>
    </message>
    <message>
        <source>Broker %1 leads, in leader epoch %2: every write and every read of this partition goes there.</source>
        <translation>Broker %1 是领导者（领导者 epoch %2）：该分区的所有读写都经过它。</translation>
    </message>
    <message>
        <source>There is no second replica: what broker %1 wrote counts as committed at once.</source>
        <translation>没有第二个副本：broker %1 写入的内容立即视为已提交。</translation>
    </message>
    <message numerus="yes">
        <source>All %n replica(s) are in sync.</source>
        <translation>
            <numerusform>全部 %n 个副本都同步。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n replica(s) are in sync: brokers %2.</source>
        <translation>
            <numerusform>%n 个副本中有 %1 个同步：broker %2。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Consumers read up to offset %1; the %n record(s) after it wait for the other replicas.</source>
        <translation>
            <numerusform>消费者可读到偏移量 %1；其后的 %n 条记录在等待其他副本。</numerusform>
        </translation>
    </message>
    <message>
        <source>It is empty.</source>
        <translation>它是空的。</translation>
    </message>
    <message>
        <source>Consumers can read all of it, up to offset %1.</source>
        <translation>消费者可以读到全部内容，直到偏移量 %1。</translation>
    </message>
    <message>
        <source>Broker %1 cannot use this replica: %2.</source>
        <translation>Broker %1 无法使用这个副本：%2。</translation>
    </message>
    <message>
        <source>Broker %1 is down; this is what its replica looked like last. The files can still be read.</source>
        <translation>Broker %1 已停机；这是它的副本最后的样子。文件仍可读取。</translation>
    </message>
    <message>
        <source>Broker %1 leads this partition: producers write to this replica and consumers read from it.</source>
        <translation>Broker %1 领导该分区：生产者写入这个副本，消费者从它读取。</translation>
    </message>
    <message numerus="yes">
        <source>It is %n record(s) behind.</source>
        <translation>
            <numerusform>它落后 %n 条记录。</numerusform>
        </translation>
    </message>
    <message>
        <source>It has all that the leader has.</source>
        <translation>它拥有领导者的全部内容。</translation>
    </message>
    <message numerus="yes">
        <source>Its log holds offsets %1 to %2 in %n segment(s).</source>
        <translation>
            <numerusform>它的日志在 %n 个日志段中保存偏移量 %1 到 %2。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is no longer connected.</source>
        <translation>%1 已不再连接。</translation>
    </message>
    <message numerus="yes">
        <source>%1 holds %n connection(s).</source>
        <translation>
            <numerusform>%1 有 %n 个连接。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 runs %2 and holds %n connection(s).</source>
        <translation>
            <numerusform>%1 运行 %2，有 %n 个连接。</numerusform>
        </translation>
    </message>
    <message>
        <source>It has written to %1, at %2/s now.</source>
        <translation>它写入过 %1，当前 %2/秒。</translation>
    </message>
    <message>
        <source>It has read from %1, at %2/s now.</source>
        <translation>它读取过 %1，当前 %2/秒。</translation>
    </message>
    <message>
        <source>It has neither written nor read records yet.</source>
        <translation>它还没有写入或读取过记录。</translation>
    </message>
    <message>
        <source>Broker %1 had offsets %2 to %3 that its leader does not have, and cut them.</source>
        <translation>Broker %1 曾有领导者没有的偏移量 %2 到 %3，并把它们截去了。</translation>
    </message>
    <message>
        <source>Its log said nothing about epochs, so it went back to what it knew to be committed.</source>
        <translation>它的日志没有 epoch 信息，所以退回到它所知的已提交位置。</translation>
    </message>
    <message>
        <source>Broker %1 said that leader epoch %2 ended at %3, and everything behind that went.</source>
        <translation>Broker %1 说 领导者 epoch %2 结束于 %3，其后的全部截去。</translation>
    </message>
    <message>
        <source>They had not been committed, so no producer was told with acks=all that they are safe.</source>
        <translation>它们从未提交，所以没有生产者在 acks=all 下得到过它们已安全的确认。</translation>
    </message>
    <message>
        <source>A living one is not known to have all that was committed: to let it lead would lose records, so with unclean.leader.election.enable off the partition waits.</source>
        <translation>存活的副本未必拥有全部已提交的记录：让它领导会丢失记录，所以在 unclean.leader.election.enable 关闭时分区只能等待。</translation>
    </message>
    <message>
        <source>Broker %1 is preferred and can lead again once it is in sync.</source>
        <translation>Broker %1 是首选领导者，同步后可以重新领导。</translation>
    </message>
    <message>
        <source>Broker %1, which is preferred, is down. Broker %2 had all that was committed and took over with the next epoch, so nothing of that is lost.</source>
        <translation>首选的 broker %1 已停机。Broker %2 拥有全部已提交的记录，以下一个 epoch 接手，因此其中没有任何丢失。</translation>
    </message>
    <message>
        <source>Not in sync: %1.</source>
        <translation>未同步：%1。</translation>
    </message>
    <message>
        <source>That is fewer than min.insync.replicas, %1: a write with acks=all is refused with NOT_ENOUGH_REPLICAS, and one that was under way fails with NOT_ENOUGH_REPLICAS_AFTER_APPEND. What is committed can still be read, and the high watermark stands still.</source>
        <translation>这少于 min.insync.replicas 的 %1：acks=all 的写入以 NOT_ENOUGH_REPLICAS 被拒绝，正在途中的以 NOT_ENOUGH_REPLICAS_AFTER_APPEND 失败。已提交的仍可读取，高水位停止不动。</translation>
    </message>
    <message>
        <source>Eligible to lead: broker %1. It left the in-sync replicas while they were too few to commit anything more, so it is known to have all that is committed and may lead without loss.</source>
        <translation>有资格领导：broker %1。它离开同步副本时，同步副本已少到无法再提交任何记录，所以它必定拥有全部已提交的记录，由它领导不会丢失。</translation>
    </message>
    <message>
        <source>Its leader came from an unclean election. What it lacked is lost, and no broker that is known here had more.</source>
        <translation>它的领导者来自不干净的选举。它缺少的记录已经丢失，而这里已知的 broker 都没有更多。</translation>
    </message>
    <message>
        <source>The older rule cut to the follower&apos;s own high watermark, which may be old, and could lose committed records.</source>
        <translation>旧规则截到跟随者自己的高水位，那可能是旧的，会丢失已提交的记录。</translation>
    </message>
    <message>
        <source>Broker %1 is frozen: this is what its replica looked like before.</source>
        <translation>Broker %1 已冻结：这是它的副本在此之前的样子。</translation>
    </message>
    <message>
        <source>Broker %1 keeps this replica and waits for a leader to follow.</source>
        <translation>Broker %1 保存着这个副本，等待一个可以跟随的领导者。</translation>
    </message>
    <message>
        <source>Broker %1 follows broker %2: it fetches what the leader has written and keeps a copy. The offset it asks for next tells the leader how far it is.</source>
        <translation>Broker %1 跟随 broker %2：它拉取领导者写入的内容并保存一份副本。它下一次请求的偏移量告诉领导者它到哪里了。</translation>
    </message>
    <message>
        <source>It is not in sync but eligible: it has all that is committed, and may lead without loss.</source>
        <translation>它未同步但有资格：它拥有全部已提交的记录，由它领导不会丢失。</translation>
    </message>
    <message>
        <source>A follower that does not catch up for %1 (replica.lag.time.max.ms) leaves the in-sync replicas, and comes back when it has reached the high watermark.</source>
        <translation>跟随者若在 %1（replica.lag.time.max.ms）内没有追上，就离开同步副本，到达高水位后再回来。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them had been committed, up to offset %1: an unclean election lost them.</source>
        <translation>
            <numerusform>其中 %Ln 条曾经提交，到偏移量 %1 为止：不干净的选举丢失了它们。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>An unclean election lost %Ln committed record(s): offsets %1 to %2.</source>
        <translation>
            <numerusform>不干净的选举丢失了 %Ln 条已提交的记录：偏移量 %1 到 %2。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It is %Ln record(s) behind, and has been for %1.</source>
        <translation>
            <numerusform>它落后 %Ln 条记录，已有 %1。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StateWords</name>
    <message>
        <source>starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>fenced</source>
        <translation>被隔离</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>已死亡</translation>
    </message>
    <message>
        <source>this cluster</source>
        <translation>本集群</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>命令行</translation>
    </message>
    <message>
        <source>broker</source>
        <comment>where a setting is set</comment>
        <translation>broker</translation>
    </message>
    <message>
        <source>topic</source>
        <comment>where a setting is set</comment>
        <translation>主题</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
</context>
<context>
    <name>WindowMain</name>
    <message>
        <source>The local cluster could not start.</source>
        <translation>本地集群无法启动。</translation>
    </message>
    <message>
        <source>Brokerscope stopped itself the last time. This is what it noted:</source>
        <translation>Brokerscope 上次自行停止，并留下了这份记录：</translation>
    </message>
    <message>
        <source>Keep the report</source>
        <translation>保留报告</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>删除报告</translation>
    </message>
</context>
<context>
    <name>ZookeeperWords</name>
    <message>
        <source>epoch %1</source>
        <translation>epoch %1</translation>
    </message>
    <message>
        <source>watches</source>
        <translation>监视</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n broker(s) not fenced</source>
        <translation>
            <numerusform>%n 个 broker 中 %1 个未被隔离</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s)</source>
        <translation>
            <numerusform>%n 个主题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s)</source>
        <translation>
            <numerusform>%n 个分区</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>broker %1</translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s)</source>
        <translation>
            <numerusform>%n 项设置</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n broker(s) are at %1</source>
        <translation>
            <numerusform>%n 个 broker 已到 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>A node for each living broker</source>
        <translation>每个存活 broker 一个节点</translation>
    </message>
    <message>
        <source>RegisterBrokerRecord, heartbeats</source>
        <translation>RegisterBrokerRecord 与心跳</translation>
    </message>
    <message>
        <source>Replicas, leader and ISR of each partition</source>
        <translation>每个分区的副本、领导者和 ISR</translation>
    </message>
    <message>
        <source>First to create it, first to lead</source>
        <translation>先创建者先领导</translation>
    </message>
    <message>
        <source>A majority of the voters elects</source>
        <translation>由投票者的多数选出</translation>
    </message>
    <message>
        <source>A count of controllers</source>
        <translation>控制器计数</translation>
    </message>
    <message>
        <source>Epoch of the metadata log</source>
        <translation>元数据日志的 epoch</translation>
    </message>
    <message>
        <source>Settings of topics and brokers</source>
        <translation>主题和 broker 的设置</translation>
    </message>
    <message>
        <source>Topics to be deleted</source>
        <translation>待删除的主题</translation>
    </message>
    <message>
        <source>Leaders told of changed ISRs</source>
        <translation>领导者告知 ISR 变化</translation>
    </message>
    <message>
        <source>AlterPartition request</source>
        <translation>AlterPartition 请求</translation>
    </message>
    <message>
        <source>Owners and offsets of partitions</source>
        <translation>分区的归属与偏移量</translation>
    </message>
    <message>
        <source>Coordinator, __consumer_offsets</source>
        <translation>协调器，__consumer_offsets</translation>
    </message>
    <message>
        <source>The controller told each broker</source>
        <translation>控制器逐个告知 broker</translation>
    </message>
    <message>
        <source>Each broker replays the log</source>
        <translation>每个 broker 重放日志</translation>
    </message>
</context>
<context>
    <name>app::Acts</name>
    <message>
        <source>%1 did not work: %2</source>
        <translation>%1 未成功：%2</translation>
    </message>
    <message>
        <source>Topic %1 was created.</source>
        <translation>主题 %1 已创建。</translation>
    </message>
    <message numerus="yes">
        <source>%n link(s) were changed.</source>
        <translation>
            <numerusform>已更改 %n 条链路。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not all of it worked: %1</source>
        <translation>并非全部成功：%1</translation>
    </message>
</context>
<context>
    <name>app::BrokersPage</name>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Rack</source>
        <translation>机架</translation>
    </message>
    <message>
        <source>Leads</source>
        <translation>领导</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>In</source>
        <translation>流入</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>流出</translation>
    </message>
    <message>
        <source>Log size</source>
        <translation>日志大小</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Replica</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Leader epoch</source>
        <translation>领导者 epoch</translation>
    </message>
    <message>
        <source>Log start</source>
        <translation>日志起点</translation>
    </message>
    <message>
        <source>High watermark</source>
        <translation>高水位</translation>
    </message>
    <message>
        <source>Log end</source>
        <translation>日志末端</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>日志段</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Mean time</source>
        <translation>平均耗时</translation>
    </message>
    <message>
        <source>Worst lately</source>
        <translation>近期最长</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>软件</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自</translation>
    </message>
    <message>
        <source>Sent by it</source>
        <translation>它发送的</translation>
    </message>
    <message>
        <source>Sent to it</source>
        <translation>发给它的</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Set by</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Brokers</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>Active controller</source>
        <translation>活动控制器</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>epoch %1</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>delayed</source>
        <translation>延迟操作</translation>
    </message>
    <message>
        <source>Broker %1</source>
        <translation>Broker %1</translation>
    </message>
    <message>
        <source>controller</source>
        <translation>控制器</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>leader</source>
        <translation>领导者</translation>
    </message>
    <message>
        <source>follower</source>
        <translation>跟随者</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>broker</translation>
    </message>
    <message>
        <source>producer and consumer</source>
        <translation>生产者兼消费者</translation>
    </message>
    <message>
        <source>producer</source>
        <translation>生产者</translation>
    </message>
    <message>
        <source>consumer</source>
        <translation>消费者</translation>
    </message>
    <message>
        <source>client</source>
        <translation>客户端</translation>
    </message>
</context>
<context>
    <name>app::ClusterSession</name>
    <message>
        <source>This is the past: nothing can be done there. Go back to now first.</source>
        <translation>这是过去，在那里什么也做不了。请先回到现在。</translation>
    </message>
</context>
<context>
    <name>app::ClusterTree</name>
    <message>
        <source>LOCAL</source>
        <translation>本地</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>Brokers</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>日志段</translation>
    </message>
    <message>
        <source>Quorum</source>
        <translation>仲裁</translation>
    </message>
    <message>
        <source>Consumer groups</source>
        <translation>消费者组</translation>
    </message>
</context>
<context>
    <name>app::CreateTopicDialog</name>
    <message>
        <source>New topic</source>
        <translation>新建主题</translation>
    </message>
    <message>
        <source>letters, digits, . _ and -</source>
        <translation>字母、数字、. _ 和 -</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Partitions</source>
        <translation>分区数(&amp;P)</translation>
    </message>
    <message>
        <source>as the cluster does</source>
        <translation>按集群默认</translation>
    </message>
    <message>
        <source>&amp;Replicas of each</source>
        <translation>每个分区的副本数(&amp;R)</translation>
    </message>
    <message>
        <source>Add a setting…</source>
        <translation>添加设置…</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>设置(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Create topic</source>
        <translation>创建主题</translation>
    </message>
    <message>
        <source>Leave this setting to the broker</source>
        <translation>此设置交给 broker 决定</translation>
    </message>
    <message numerus="yes">
        <source>Each of the %n broker(s) will lead %1 of the partitions.</source>
        <translation>
            <numerusform>%n 个 broker 各领导 %1 个分区。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Each of the %n broker(s) will lead %1 or %2 of the partitions.</source>
        <translation>
            <numerusform>%n 个 broker 各领导 %1 或 %2 个分区。</numerusform>
        </translation>
    </message>
    <message>
        <source>A topic is a named log. Records with the same key go to the same partition.</source>
        <translation>主题是一个有名字的日志。键相同的记录进入同一个分区。</translation>
    </message>
    <message>
        <source>The cluster would make it.</source>
        <translation>集群可以创建它。</translation>
    </message>
    <message>
        <source>Creating…</source>
        <translation>正在创建…</translation>
    </message>
</context>
<context>
    <name>app::DiskDialog</name>
    <message>
        <source>Disk of broker %1</source>
        <translation>Broker %1 的磁盘</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>慢</translation>
    </message>
    <message>
        <source>full</source>
        <translation>已满</translation>
    </message>
    <message>
        <source>failing</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>The disk &amp;is</source>
        <translation>磁盘状态(&amp;I)</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>A &amp;sync takes at least</source>
        <translation>一次同步至少需要(&amp;S)</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>&amp;Room left</source>
        <translation>剩余空间(&amp;R)</translation>
    </message>
    <message>
        <source>reads</source>
        <translation>读</translation>
    </message>
    <message>
        <source>writes</source>
        <translation>写</translation>
    </message>
    <message>
        <source>syncs</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>What fails</source>
        <translation>出错的操作</translation>
    </message>
    <message>
        <source>all files, or a part of the path: .index</source>
        <translation>所有文件，或路径的一部分：.index</translation>
    </message>
    <message>
        <source>&amp;Of which files</source>
        <translation>哪些文件(&amp;O)</translation>
    </message>
    <message>
        <source>Something must fail.</source>
        <translation>至少要有一项出错。</translation>
    </message>
    <message>
        <source>Files can grow by %1 more; then writes are refused, and a replica that cannot be written goes offline. Removing files gives space back.</source>
        <translation>文件还能增长 %1；之后写入会被拒绝，无法写入的副本会离线。删除文件会腾出空间。</translation>
    </message>
    <message>
        <source>The chosen acts fail as on a broken disk. A file whose sync failed once counts as lost: its replica goes offline, and another one leads.</source>
        <translation>所选操作会像坏盘一样失败。同步失败过一次的文件视为丢失：其副本离线，由另一个副本领导。</translation>
    </message>
    <message>
        <source>Reads and writes stay quick, because they only touch memory; what waits for the disk itself, such as a vote of the metadata quorum, waits.</source>
        <translation>读写依然很快，因为它们只接触内存；真正等待磁盘的操作（例如元数据仲裁的投票）要等待。</translation>
    </message>
</context>
<context>
    <name>app::FaultDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>执行</translation>
    </message>
</context>
<context>
    <name>app::FirstGroupPanel</name>
    <message>
        <source>There is no consumer group yet</source>
        <translation>还没有消费者组</translation>
    </message>
    <message>
        <source>A consumer group is a name that several consumers share. Kafka divides the partitions of the topics among them, remembers how far the group has read, and divides anew when one of them comes or goes.</source>
        <translation>消费者组是若干消费者共用的一个名字。Kafka 把主题的分区分给它们，记住这个组读到了哪里，并在有成员加入或离开时重新分配。</translation>
    </message>
    <message>
        <source>Start the first member in a terminal:</source>
        <translation>在终端里启动第一个成员：</translation>
    </message>
    <message>
        <source>Then the same line in a second terminal, and watch the group rebalance. This sends something to read:</source>
        <translation>再在第二个终端里运行同一行，观察组的再均衡。下面这行发送一些可读的记录：</translation>
    </message>
</context>
<context>
    <name>app::GroupDetail</name>
    <message>
        <source>State machine</source>
        <translation>状态机</translation>
    </message>
    <message>
        <source>Coordinator</source>
        <translation>协调者</translation>
    </message>
    <message>
        <source>Who owns what</source>
        <translation>谁拥有哪些分区</translation>
    </message>
    <message>
        <source>Last rebalance, member by member</source>
        <translation>上次再均衡，逐个成员</translation>
    </message>
    <message>
        <source>the current state is lit; arrows are all the moves there are</source>
        <translation>当前状态高亮；箭头是全部可能的转换</translation>
    </message>
    <message>
        <source>why broker %1</source>
        <translation>为什么是 broker %1</translation>
    </message>
    <message>
        <source>nobody was told yet</source>
        <translation>还没有谁得知分配</translation>
    </message>
    <message>
        <source>Lag per partition</source>
        <translation>每个分区的滞后</translation>
    </message>
    <message>
        <source>Lag over time</source>
        <translation>滞后随时间的变化</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>假如</translation>
    </message>
    <message>
        <source>this group, other assignors</source>
        <translation>同一个组，其他分配器</translation>
    </message>
    <message>
        <source>Assignor</source>
        <translation>分配器</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停顿</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>records · seconds</source>
        <translation>记录 · 秒</translation>
    </message>
    <message>
        <source>Max/min</source>
        <translation>最多/最少</translation>
    </message>
    <message>
        <source>Rebalances</source>
        <translation>再均衡</translation>
    </message>
    <message>
        <source>choose one to see it above</source>
        <translation>选择一次，在上方查看</translation>
    </message>
    <message>
        <source>in the chosen rebalance</source>
        <translation>所选的再均衡中</translation>
    </message>
    <message>
        <source>Chosen rebalance, member by member</source>
        <translation>所选的再均衡，逐个成员</translation>
    </message>
</context>
<context>
    <name>app::GroupsPage</name>
    <message>
        <source>Filter groups  /</source>
        <translation>筛选消费者组  /</translation>
    </message>
    <message>
        <source>Enter or a double click: the whole page</source>
        <translation>回车或双击：整页显示</translation>
    </message>
    <message>
        <source>Consumer groups</source>
        <translation>消费者组</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>Coordinator</source>
        <translation>协调者</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>代</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>滞后</translation>
    </message>
    <message>
        <source>Last rebalance</source>
        <translation>上次再均衡</translation>
    </message>
    <message>
        <source>There is no group %1 any more.</source>
        <translation>组 %1 已不存在。</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Stable</source>
        <translation>稳定</translation>
    </message>
    <message>
        <source>Rebalancing</source>
        <translation>再均衡中</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>records</source>
        <translation>条记录</translation>
    </message>
    <message>
        <source>none idle</source>
        <translation>无空闲</translation>
    </message>
    <message>
        <source>%1 idle</source>
        <translation>%1 个空闲</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>broker</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Oldest unread</source>
        <translation>最旧未读</translation>
    </message>
    <message>
        <source>Of some partitions it is not known.</source>
        <translation>部分分区未知。</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>broker %1</translation>
    </message>
</context>
<context>
    <name>app::InspectorDock</name>
    <message>
        <source>In words</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Do</source>
        <translation>操作</translation>
    </message>
</context>
<context>
    <name>app::JumpField</name>
    <message>
        <source>Jump to broker, topic, partition…</source>
        <translation>跳转到 broker、主题、分区…</translation>
    </message>
</context>
<context>
    <name>app::LinkDialog</name>
    <message>
        <source>Link between %1 and %2</source>
        <translation>%1 与 %2 之间的链路</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>慢</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>切断</translation>
    </message>
    <message>
        <source>breaks its connections</source>
        <translation>中断连接</translation>
    </message>
    <message>
        <source>The link &amp;is</source>
        <translation>链路状态(&amp;I)</translation>
    </message>
    <message>
        <source>both ways</source>
        <translation>双向</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>从 %1 到 %2</translation>
    </message>
    <message>
        <source>&amp;Which way</source>
        <translation>方向(&amp;W)</translation>
    </message>
    <message>
        <source>Each frame &amp;late by</source>
        <translation>每帧延迟(&amp;L)</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>At &amp;most, a second</source>
        <translation>每秒最多(&amp;M)</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>as much as comes</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Each &amp;after</source>
        <translation>每个连接传输后(&amp;A)</translation>
    </message>
    <message>
        <source>Without a delay and a limit it would not be slow.</source>
        <translation>既无延迟也无上限，就不会慢。</translation>
    </message>
    <message>
        <source>Nothing passes and nobody is told, as with an unplugged cable: what is sent waits, and new connections get no answer.</source>
        <translation>什么都不通，也没有人得到通知，就像拔掉的网线：发出的数据在等待，新连接得不到回答。</translation>
    </message>
    <message>
        <source>Each connection carries %1 more and then breaks. Both ends see it and connect again.</source>
        <translation>每个连接再传输 %1 后中断。两端都会察觉并重新连接。</translation>
    </message>
    <message>
        <source>Everything arrives %1 ms late.</source>
        <translation>一切都晚到 %1 ms。</translation>
    </message>
    <message>
        <source>Each connection carries at most %1.</source>
        <translation>每个连接最多传输 %1。</translation>
    </message>
    <message>
        <source>A follower behind it copies late, and what waits for it with acks=all waits longer.</source>
        <translation>其后的跟随者复制变慢，用 acks=all 等待它的写入也要等更久。</translation>
    </message>
</context>
<context>
    <name>app::MainWindow</name>
    <message>
        <source>Copied: %1</source>
        <translation>已复制：%1</translation>
    </message>
    <message>
        <source>Show broker %1</source>
        <translation>查看 broker %1</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>导航树</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Picture of the page</source>
        <translation>页面图片</translation>
    </message>
    <message>
        <source>Picture of the window</source>
        <translation>窗口图片</translation>
    </message>
</context>
<context>
    <name>app::MessagesReader</name>
    <message>
        <source>The record is no longer there: retention or compaction took it.</source>
        <translation>这条记录已不在了：被保留策略或压实移除。</translation>
    </message>
</context>
<context>
    <name>app::MessagesView</name>
    <message>
        <source>Reading the whole record…</source>
        <translation>正在读取整条记录…</translation>
    </message>
    <message>
        <source>An offset is a number from 0 on.</source>
        <translation>偏移量是从 0 开始的数字。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>偏移量</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>最早</translation>
    </message>
    <message>
        <source>From offset</source>
        <translation>从偏移量</translation>
    </message>
    <message>
        <source>From time</source>
        <translation>从时间</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>anywhere</source>
        <translation>任意位置</translation>
    </message>
    <message>
        <source>in the key</source>
        <translation>在键中</translation>
    </message>
    <message>
        <source>in the value</source>
        <translation>在值中</translation>
    </message>
    <message>
        <source>in headers</source>
        <translation>在标头中</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>十六进制</translation>
    </message>
    <message>
        <source>Integer, 32 bits</source>
        <translation>32 位整数</translation>
    </message>
    <message>
        <source>Integer, 64 bits</source>
        <translation>64 位整数</translation>
    </message>
    <message>
        <source>Group record</source>
        <translation>消费者组记录</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>All, or numbers and ranges: 0, 3-5</source>
        <translation>全部，或编号和范围：0, 3-5</translation>
    </message>
    <message>
        <source>Filter records  /</source>
        <translation>筛选记录  /</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Produce…</source>
        <translation>写入…</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>继续读取</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Where reading begins</source>
        <translation>从哪里开始读取</translation>
    </message>
    <message>
        <source>Where the filter looks</source>
        <translation>在哪里筛选</translation>
    </message>
    <message>
        <source>How keys are written</source>
        <translation>键的显示格式</translation>
    </message>
    <message>
        <source>How values are written</source>
        <translation>值的显示格式</translation>
    </message>
</context>
<context>
    <name>app::OverviewPage</name>
    <message>
        <source>Look at the cluster</source>
        <translation>查看集群</translation>
    </message>
    <message>
        <source>Send a record; the topic is made by itself</source>
        <translation>发送一条记录；主题会自动创建</translation>
    </message>
    <message>
        <source>Read what is there, and wait for more</source>
        <translation>读取已有内容，并等待更多</translation>
    </message>
    <message>
        <source>Brokers</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>Active controller</source>
        <translation>活动控制器</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>epoch %1</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区</translation>
    </message>
    <message numerus="yes">
        <source>%n replica(s)</source>
        <translation>
            <numerusform>%n 个副本</numerusform>
        </translation>
    </message>
    <message>
        <source>Under-replicated</source>
        <translation>副本不足</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>In</source>
        <translation>流入</translation>
    </message>
    <message>
        <source>rec/s</source>
        <translation>条/秒</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>流出</translation>
    </message>
    <message>
        <source>a second</source>
        <translation>每秒</translation>
    </message>
</context>
<context>
    <name>app::PastBar</name>
    <message>
        <source>files and records are read as they are now</source>
        <translation>文件和记录按现在的样子读取</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>回到现在</translation>
    </message>
    <message>
        <source>End, on the timeline</source>
        <translation>时间线上的 End 键</translation>
    </message>
    <message>
        <source>The past: %1</source>
        <translation>过去：%1</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
</context>
<context>
    <name>app::ProduceDialog</name>
    <message>
        <source>Produce a record to %1</source>
        <translation>向 %1 写入一条记录</translation>
    </message>
    <message>
        <source>No key (null)</source>
        <translation>没有键（null）</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>键(&amp;K)</translation>
    </message>
    <message>
        <source>No value (null): a tombstone where the topic is compacted</source>
        <translation>没有值（null）：在压实的主题中这是墓碑</translation>
    </message>
    <message>
        <source>&amp;Value</source>
        <translation>值(&amp;V)</translation>
    </message>
    <message>
        <source>name: value, a line each</source>
        <translation>名称: 值，每行一个</translation>
    </message>
    <message>
        <source>&amp;Headers</source>
        <translation>标头(&amp;H)</translation>
    </message>
    <message>
        <source>by its key, or any without one</source>
        <translation>由键决定；没有键则任意</translation>
    </message>
    <message>
        <source>partition %1</source>
        <translation>分区 %1</translation>
    </message>
    <message>
        <source>&amp;Partition</source>
        <translation>分区(&amp;P)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Produce</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>The record is kept with its front only: open it whole to produce all of it.</source>
        <translation>只保留了记录的开头：先打开全部，才能完整地再次写入。</translation>
    </message>
    <message>
        <source>A header needs a name before the colon.</source>
        <translation>标头在冒号前需要有名称。</translation>
    </message>
    <message>
        <source>It goes to partition %1, as chosen.</source>
        <translation>按所选，写入分区 %1。</translation>
    </message>
    <message numerus="yes">
        <source>It goes to any of the %n partition(s): without a key the producer chooses.</source>
        <translation>
            <numerusform>写入 %n 个分区中的任意一个：没有键时由生产者选择。</numerusform>
        </translation>
    </message>
    <message>
        <source>It goes to partition %1: murmur2 of the key, without its sign, is %2, modulo %3 partitions.</source>
        <translation>写入分区 %1：键的 murmur2 去掉符号为 %2，对 %3 个分区取模。</translation>
    </message>
    <message>
        <source>Producing…</source>
        <translation>正在写入…</translation>
    </message>
    <message>
        <source>Stored in partition %1 at offset %2.</source>
        <translation>已存入分区 %1，偏移量 %2。</translation>
    </message>
    <message>
        <source>The record was stored.</source>
        <translation>记录已存储。</translation>
    </message>
    <message>
        <source>Producing to %1 did not work: %2</source>
        <translation>向 %1 写入失败：%2</translation>
    </message>
</context>
<context>
    <name>app::QuorumPage</name>
    <message>
        <source>The election before</source>
        <translation>上一次选举</translation>
    </message>
    <message>
        <source>The next election</source>
        <translation>下一次选举</translation>
    </message>
    <message>
        <source>Elections</source>
        <translation>选举</translation>
    </message>
    <message>
        <source>Metadata log</source>
        <translation>元数据日志</translation>
    </message>
    <message>
        <source>In ZooKeeper&apos;s place</source>
        <translation>取代 ZooKeeper</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>偏移量</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoch</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>写入于</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>It says</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>In ZooKeeper</source>
        <translation>在 ZooKeeper 中</translation>
    </message>
    <message>
        <source>What it was</source>
        <translation>曾是什么</translation>
    </message>
    <message>
        <source>Who keeps it now</source>
        <translation>现由谁保管</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>此处</translation>
    </message>
    <message>
        <source>Active controller</source>
        <translation>活动控制器</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>epoch %1</translation>
    </message>
    <message>
        <source>Voters up</source>
        <translation>运行的投票者</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>Majority</source>
        <translation>多数</translation>
    </message>
    <message>
        <source>must agree</source>
        <translation>须同意</translation>
    </message>
    <message>
        <source>Observers</source>
        <translation>观察者</translation>
    </message>
    <message>
        <source>Committed</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>Most behind</source>
        <translation>最落后</translation>
    </message>
    <message>
        <source>records</source>
        <translation>条记录</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>快照</translation>
    </message>
    <message>
        <source>up to</source>
        <translation>为止</translation>
    </message>
    <message>
        <source>the newest records in the log of broker %1</source>
        <translation>broker %1 日志中最新的记录</translation>
    </message>
    <message>
        <source>before KRaft, production-ready in 3.3; Kafka 4.0 has no ZooKeeper</source>
        <translation>KRaft 之前如此；KRaft 自 3.3 可用于生产，Kafka 4.0 已无 ZooKeeper</translation>
    </message>
    <message>
        <source>dashed: binds nobody · solid: a vote</source>
        <translation>虚线：不约束任何人 · 实线：投票</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>committed</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>Uncommitted</source>
        <translation>未提交</translation>
    </message>
</context>
<context>
    <name>app::ResetOffsetsDialog</name>
    <message>
        <source>Reset the offsets of %1</source>
        <translation>重置 %1 的偏移量</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Log start</source>
        <translation>日志起点</translation>
    </message>
    <message>
        <source>Log end</source>
        <translation>日志末尾</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Reset offsets</source>
        <translation>重置偏移量</translation>
    </message>
    <message>
        <source>to the earliest record</source>
        <translation>到最早的记录</translation>
    </message>
    <message>
        <source>to the end</source>
        <translation>到末尾</translation>
    </message>
    <message>
        <source>to an offset</source>
        <translation>到某个偏移量</translation>
    </message>
    <message>
        <source>to a time</source>
        <translation>到某个时间</translation>
    </message>
    <message>
        <source>by a number of records</source>
        <translation>按记录数</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>移动(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Offset</source>
        <translation>偏移量(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>时间(&amp;T)</translation>
    </message>
    <message>
        <source>Below 0: back</source>
        <translation>小于 0：往回</translation>
    </message>
    <message>
        <source>&amp;Records</source>
        <translation>记录数(&amp;R)</translation>
    </message>
    <message>
        <source>There is no group %1 any more.</source>
        <translation>组 %1 已不存在。</translation>
    </message>
    <message numerus="yes">
        <source>Refused while %n member(s) are active: their next commit would overwrite it. Stop them first.</source>
        <translation>
            <numerusform>有 %n 个成员活动时被拒绝：它们的下一次提交会覆盖它。请先停止它们。</numerusform>
        </translation>
    </message>
    <message>
        <source>The group has no members. Whoever joins next reads from there.</source>
        <translation>组没有成员。下一个加入者从那里开始读取。</translation>
    </message>
    <message>
        <source>Asking what it would come to…</source>
        <translation>正在询问结果…</translation>
    </message>
    <message>
        <source>Resetting…</source>
        <translation>正在重置…</translation>
    </message>
    <message>
        <source>The offsets of group %1 were reset.</source>
        <translation>组 %1 的偏移量已重置。</translation>
    </message>
</context>
<context>
    <name>app::Saver</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>Nothing was saved. %1</source>
        <translation>未保存任何内容。%1</translation>
    </message>
</context>
<context>
    <name>app::SegmentsPage</name>
    <message>
        <source>No broker of this cluster holds such a replica.</source>
        <translation>本集群没有 broker 持有这样的副本。</translation>
    </message>
    <message>
        <source>Broker %1 is down; its files are read as they lie.</source>
        <translation>Broker %1 已停机；按现状读取它的文件。</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>broker %1</translation>
    </message>
    <message>
        <source>leader</source>
        <translation>领导者</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Replica on</source>
        <translation>副本所在</translation>
    </message>
</context>
<context>
    <name>app::StatusBar</name>
    <message>
        <source>Click to copy the bootstrap address</source>
        <translation>点击复制引导地址</translation>
    </message>
    <message>
        <source>%1 rec/s in</source>
        <translation>流入 %1 条/秒</translation>
    </message>
    <message>
        <source>%1 in</source>
        <translation>流入 %1</translation>
    </message>
    <message>
        <source>%1 out</source>
        <translation>流出 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n under-replicated</source>
        <translation>
            <numerusform>%n 个副本不足</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n offline</source>
        <translation>
            <numerusform>%n 个离线</numerusform>
        </translation>
    </message>
    <message>
        <source>no active controller</source>
        <translation>没有活动控制器</translation>
    </message>
    <message>
        <source>temporary data</source>
        <translation>临时数据</translation>
    </message>
    <message>
        <source>kept data</source>
        <translation>保留数据</translation>
    </message>
</context>
<context>
    <name>app::TopBar</name>
    <message>
        <source>Back (Alt+Left)</source>
        <translation>后退 (Alt+Left)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward (Alt+Right)</source>
        <translation>前进 (Alt+Right)</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>+ Topic</source>
        <translation>+ 主题</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>破坏</translation>
    </message>
    <message>
        <source>Create a topic (Ctrl+N)</source>
        <translation>创建主题 (Ctrl+N)</translation>
    </message>
</context>
<context>
    <name>app::TopicsPage</name>
    <message>
        <source>Filter topics  /</source>
        <translation>筛选主题  /</translation>
    </message>
    <message>
        <source>Internal topics</source>
        <translation>内部主题</translation>
    </message>
    <message>
        <source>Delete topic</source>
        <translation>删除主题</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>Under-replicated</source>
        <translation>副本不足</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Offsets</source>
        <translation>偏移量</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>In</source>
        <translation>流入</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>日志段</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Leader</source>
        <translation>领导者</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoch</translation>
    </message>
    <message>
        <source>In-sync</source>
        <translation>同步副本 (ISR)</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>High watermark</source>
        <translation>高水位</translation>
    </message>
    <message>
        <source>Log end</source>
        <translation>日志末端</translation>
    </message>
    <message>
        <source>Replica</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Set by</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message numerus="yes">
        <source>%n replica(s)</source>
        <translation>
            <numerusform>%n 个副本</numerusform>
        </translation>
    </message>
    <message>
        <source>rec/s</source>
        <translation>条/秒</translation>
    </message>
    <message>
        <source>%1 rec/s</source>
        <translation>%1 条/秒</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>broker %1</translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <translation>%1（%2/%3）</translation>
    </message>
    <message>
        <source>down</source>
        <translation>停机</translation>
    </message>
    <message>
        <source>Out of sync</source>
        <translation>未同步</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>丢失 %1</translation>
    </message>
    <message>
        <source>%1 offline</source>
        <translation>%1 个离线</translation>
    </message>
    <message>
        <source>%1 down</source>
        <translation>%1 个停机</translation>
    </message>
    <message>
        <source>all up</source>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>In sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>/ %1</translation>
    </message>
    <message>
        <source>Under min ISR</source>
        <translation>低于最小 ISR</translation>
    </message>
    <message>
        <source>Truncated</source>
        <translation>被截断</translation>
    </message>
    <message>
        <source>To catch up</source>
        <translation>待追赶</translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>app::ViewMenu</name>
    <message>
        <source>Movement</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>Put the docks back</source>
        <translation>恢复面板位置</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
</context>
<context>
    <name>widgets::BatchStripView</name>
    <message>
        <source>No segment is open. Choose one on the left, or find an offset.</source>
        <translation>没有打开的日志段。请在左侧选择，或查找偏移量。</translation>
    </message>
    <message>
        <source>the whole segment, %1</source>
        <translation>整个日志段，%1</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>尚未读取</translation>
    </message>
    <message>
        <source>✗ CRC</source>
        <translation>✗ CRC</translation>
    </message>
    <message>
        <source>torn tail</source>
        <translation>残缺的尾部</translation>
    </message>
    <message>
        <source>The index has no entry: every look-up scans from the front.</source>
        <translation>索引没有条目：每次查找都从头扫描。</translation>
    </message>
    <message>
        <source>No index entry points into this window.</source>
        <translation>没有索引条目指向此窗口。</translation>
    </message>
    <message>
        <source>scan</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Batches of the segment</source>
        <translation>日志段的批次</translation>
    </message>
    <message>
        <source>Index entry: the batch that ends with offset %1 begins at byte %2</source>
        <translation>索引条目：以偏移量 %1 结尾的批次始于字节 %2</translation>
    </message>
    <message>
        <source>The last %1 are no batch: %2</source>
        <translation>最后 %1 不是批次：%2</translation>
    </message>
    <message numerus="yes">
        <source>Offsets %1 to %2: %n record(s), %3, %4, at byte %5</source>
        <translation>
            <numerusform>偏移量 %1 到 %2：%n 条记录，%3，%4，位于字节 %5</numerusform>
        </translation>
    </message>
    <message>
        <source>Its CRC is wrong: these are not the bytes that were written.</source>
        <translation>CRC 不符：这些不是当初写入的字节。</translation>
    </message>
    <message>
        <source>HW</source>
        <translation>HW</translation>
    </message>
    <message>
        <source>Not committed yet: the high watermark is %1.</source>
        <translation>尚未提交：高水位是 %1。</translation>
    </message>
</context>
<context>
    <name>widgets::BatchesModel</name>
    <message>
        <source>✗ wrong</source>
        <translation>✗ 错误</translation>
    </message>
    <message>
        <source>control</source>
        <translation>控制</translation>
    </message>
    <message>
        <source>transactional</source>
        <translation>事务</translation>
    </message>
    <message>
        <source>The checksum in the header is that of the bytes.</source>
        <translation>头部的校验和与字节相符。</translation>
    </message>
    <message>
        <source>The bytes are not those that the checksum was made of: this batch is damaged, and no reader may trust it.</source>
        <translation>字节与校验和不符：该批次已损坏，不可信任。</translation>
    </message>
    <message>
        <source>Written by a producer without idempotence.</source>
        <translation>由未启用幂等的生产者写入。</translation>
    </message>
    <message>
        <source>Producer id %1, its epoch %2, sequence %3 of the first record</source>
        <translation>生产者 ID %1，其 epoch %2，首条记录序列号 %3</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>Offsets %1 to %2, at byte %3</source>
        <translation>偏移量 %1 到 %2，位于字节 %3</translation>
    </message>
    <message>
        <source>Base offset</source>
        <translation>起始偏移量</translation>
    </message>
    <message>
        <source>Recs</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Id · epoch · seq</source>
        <translation>ID · epoch · 序号</translation>
    </message>
    <message>
        <source>Leader epoch</source>
        <translation>领导者 epoch</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>CRC</source>
        <translation>CRC</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
</context>
<context>
    <name>widgets::BatchesPanel</name>
    <message>
        <source>Batches</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Records of %1</source>
        <translation>%1 的记录</translation>
    </message>
    <message>
        <source>%1 in this segment</source>
        <translation>此日志段共 %1</translation>
    </message>
    <message>
        <source>%1 read so far</source>
        <translation>已读取 %1</translation>
    </message>
    <message>
        <source>the first %1 of %2</source>
        <translation>%2 中的前 %1</translation>
    </message>
    <message>
        <source>%1 in this batch</source>
        <translation>此批次共 %1</translation>
    </message>
</context>
<context>
    <name>widgets::ByteFields</name>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>%1: null</source>
        <translation>%1：null</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>transactional</source>
        <translation>事务</translation>
    </message>
    <message>
        <source>control</source>
        <translation>控制</translation>
    </message>
    <message>
        <source>delete horizon</source>
        <translation>删除期限</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>✓ right</source>
        <translation>✓ 正确</translation>
    </message>
    <message>
        <source>✗ wrong</source>
        <translation>✗ 错误</translation>
    </message>
    <message>
        <source>%1, %2 bytes</source>
        <translation>%1，%2 字节</translation>
    </message>
</context>
<context>
    <name>widgets::Codec</name>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>widgets::CopyField</name>
    <message>
        <source>copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>widgets::EmptyClusterPanel</name>
    <message>
        <source>The cluster runs, and holds nothing yet</source>
        <translation>集群正在运行，还没有任何内容</translation>
    </message>
    <message>
        <source>Any Kafka client can connect to it. With kcat in a terminal, for example; what you send appears here as it arrives.</source>
        <translation>任何 Kafka 客户端都可以连接，例如在终端中使用 kcat；您发送的内容会即时显示在这里。</translation>
    </message>
    <message>
        <source>Or begin here:</source>
        <translation>或者从这里开始：</translation>
    </message>
    <message>
        <source>Create a topic…</source>
        <translation>创建主题…</translation>
    </message>
    <message>
        <source>Create a topic and send sample text</source>
        <translation>创建主题并发送示例文本</translation>
    </message>
</context>
<context>
    <name>widgets::FieldsModel</name>
    <message>
        <source>%1: bytes %2 to %3</source>
        <translation>%1：字节 %2 到 %3</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>含义</translation>
    </message>
</context>
<context>
    <name>widgets::FindOffsetPanel</name>
    <message>
        <source>Find offset</source>
        <translation>查找偏移量</translation>
    </message>
    <message>
        <source>offset</source>
        <translation>偏移量</translation>
    </message>
    <message>
        <source>Offset to find</source>
        <translation>要查找的偏移量</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>重放</translation>
    </message>
    <message>
        <source>Shows the next of the four steps</source>
        <translation>显示四个步骤中的下一步</translation>
    </message>
    <message>
        <source>Shows the four steps one after the other</source>
        <translation>依次显示四个步骤</translation>
    </message>
    <message>
        <source>an offset is a number from 0</source>
        <translation>偏移量是从 0 开始的数字</translation>
    </message>
    <message>
        <source>looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
</context>
<context>
    <name>widgets::FindSteps</name>
    <message>
        <source>Pick the segment</source>
        <translation>选择日志段</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>the folder has no segment</source>
        <translation>目录没有日志段</translation>
    </message>
    <message>
        <source>%1 is before log start</source>
        <translation>%1 在日志起点之前</translation>
    </message>
    <message>
        <source>greatest base ≤ %1</source>
        <translation>最大的起点 ≤ %1</translation>
    </message>
    <message>
        <source>Ask its index</source>
        <translation>查询索引</translation>
    </message>
    <message>
        <source>no entries</source>
        <translation>没有条目</translation>
    </message>
    <message>
        <source>no entry</source>
        <translation>没有条目</translation>
    </message>
    <message>
        <source>so begin at the front</source>
        <translation>因此从头开始</translation>
    </message>
    <message>
        <source>all are later: begin at the front</source>
        <translation>都在其后：从头开始</translation>
    </message>
    <message numerus="yes">
        <source>greatest entry, %n look(s)</source>
        <translation>
            <numerusform>最大条目，%n 次查看</numerusform>
        </translation>
    </message>
    <message>
        <source>Seek</source>
        <translation>定位</translation>
    </message>
    <message>
        <source>byte</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>no batch begins there</source>
        <translation>没有批次从那里开始</translation>
    </message>
    <message>
        <source>start of batch %1</source>
        <translation>批次 %1 的起点</translation>
    </message>
    <message>
        <source>Scan forward</source>
        <translation>向前扫描</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>不存在</translation>
    </message>
    <message numerus="yes">
        <source>%n batch(es), none reaches %1</source>
        <translation>
            <numerusform>%n 个批次，都没有到达 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is gone: the next one</source>
        <translation>%1 已不在：取下一个</translation>
    </message>
    <message numerus="yes">
        <source>%n batch(es), then record %1</source>
        <translation>
            <numerusform>%n 个批次，然后是记录 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n batch(es), then its records</source>
        <translation>
            <numerusform>%n 个批次，然后是其记录</numerusform>
        </translation>
    </message>
    <message>
        <source>by its name</source>
        <translation>根据文件名</translation>
    </message>
    <message>
        <source>halving, in .index</source>
        <translation>在 .index 中折半查找</translation>
    </message>
    <message>
        <source>one jump in the .log file</source>
        <translation>在 .log 文件中一次跳转</translation>
    </message>
    <message>
        <source>only headers are read</source>
        <translation>只读批次头部</translation>
    </message>
    <message>
        <source>not found, %1 read</source>
        <translation>未找到，读取 %1</translation>
    </message>
    <message>
        <source>found, %1 read</source>
        <translation>已找到，读取 %1</translation>
    </message>
    <message>
        <source>found in %1 ms, %2 read</source>
        <translation>%1 毫秒找到，读取 %2</translation>
    </message>
</context>
<context>
    <name>widgets::FolderModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
</context>
<context>
    <name>widgets::FolderView</name>
    <message>
        <source>Files of the replica&apos;s folder</source>
        <translation>副本目录中的文件</translation>
    </message>
</context>
<context>
    <name>widgets::HexView</name>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>… %1 goes on, %2 bytes folded</source>
        <translation>… %1 未完，折叠 %2 字节</translation>
    </message>
</context>
<context>
    <name>widgets::JsonView</name>
    <message>
        <source>Value as JSON</source>
        <translation>JSON 形式的值</translation>
    </message>
</context>
<context>
    <name>widgets::Look</name>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 KiB</source>
        <translation>%1 KiB</translation>
    </message>
    <message>
        <source>%1 MiB</source>
        <translation>%1 MiB</translation>
    </message>
    <message>
        <source>%1 GiB</source>
        <translation>%1 GiB</translation>
    </message>
</context>
<context>
    <name>widgets::MapView</name>
    <message>
        <source>Map of the cluster</source>
        <translation>集群地图</translation>
    </message>
</context>
<context>
    <name>widgets::MessageView</name>
    <message>
        <source>Choose a record to see its value, key and headers.</source>
        <translation>选择一条记录，查看它的值、键和标头。</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>标头</translation>
    </message>
    <message>
        <source>Headers (%1)</source>
        <translation>标头（%1）</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>%1-%2, offset %3</source>
        <translation>%1-%2，偏移量 %3</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>键 %1</translation>
    </message>
    <message>
        <source>null</source>
        <translation>空（null）</translation>
    </message>
    <message>
        <source>value %1</source>
        <translation>值 %1</translation>
    </message>
    <message>
        <source>leader epoch %1</source>
        <translation>领导者 epoch %1</translation>
    </message>
    <message>
        <source>producer id %1</source>
        <translation>生产者 id %1</translation>
    </message>
    <message>
        <source>transaction %1</source>
        <translation>事务%1</translation>
    </message>
    <message>
        <source>The record has no headers.</source>
        <translation>这条记录没有标头。</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>正在读取 %1…</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>The bytes are not of the chosen format.</source>
        <translation>这些字节不是所选的格式。</translation>
    </message>
    <message>
        <source>The first %1 of %2.</source>
        <translation>前 %1，共 %2。</translation>
    </message>
    <message>
        <source>The key is null: the record is spread, not placed.</source>
        <translation>键为 null：记录被分散到各分区，而不由键决定。</translation>
    </message>
    <message>
        <source>The value is null: a tombstone where the topic is compacted.</source>
        <translation>值为 null：在压实的主题中这是墓碑。</translation>
    </message>
    <message>
        <source>Empty: no bytes, which is not the same as null.</source>
        <translation>空：没有字节，与 null 不同。</translation>
    </message>
    <message>
        <source>Open whole</source>
        <translation>打开全部</translation>
    </message>
    <message>
        <source>In its segment</source>
        <translation>在日志段中查看</translation>
    </message>
    <message>
        <source>Produce again…</source>
        <translation>再次写入…</translation>
    </message>
    <message>
        <source>Headers of the record</source>
        <translation>记录的标头</translation>
    </message>
</context>
<context>
    <name>widgets::MessagesModel</name>
    <message>
        <source>null</source>
        <translation>空（null）</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未结束</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>committed</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>aborted</source>
        <translation>已中止</translation>
    </message>
    <message>
        <source>Not written in a transaction.</source>
        <translation>不是在事务中写入的。</translation>
    </message>
    <message>
        <source>At or beyond the last stable offset when it was read: its transaction was open.</source>
        <translation>读取时位于最后稳定偏移量或其后：它的事务尚未结束。</translation>
    </message>
    <message>
        <source>Below the last stable offset, so its transaction has ended; how, says the marker, which lies behind what was read.</source>
        <translation>位于最后稳定偏移量之前，因此它的事务已结束；结果由标记说明，而标记在已读范围之后。</translation>
    </message>
    <message>
        <source>The marker behind it says that its transaction was committed.</source>
        <translation>其后的标记表明它的事务已提交。</translation>
    </message>
    <message>
        <source>The marker behind it says that its transaction was aborted: who reads committed records never sees it.</source>
        <translation>其后的标记表明它的事务已中止：只读已提交记录的消费者看不到它。</translation>
    </message>
    <message>
        <source>%1, when the broker appended it</source>
        <translation>%1，broker 追加时的时间</translation>
    </message>
    <message>
        <source>%1, as its producer set it</source>
        <translation>%1，由生产者设定</translation>
    </message>
    <message>
        <source>The key&apos;s bytes are not of this format.</source>
        <translation>键的字节不是这种格式。</translation>
    </message>
    <message>
        <source>The value&apos;s bytes are not of this format.</source>
        <translation>值的字节不是这种格式。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>偏移量</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>标头</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>事务</translation>
    </message>
</context>
<context>
    <name>widgets::QuorumView</name>
    <message>
        <source>The metadata log of each broker</source>
        <translation>每个 broker 的元数据日志</translation>
    </message>
    <message>
        <source>The election, step by step</source>
        <translation>选举，逐步</translation>
    </message>
    <message>
        <source>committed</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>log end</source>
        <translation>日志末端</translation>
    </message>
    <message>
        <source>high watermark</source>
        <translation>高水位</translation>
    </message>
    <message>
        <source>in a snapshot</source>
        <translation>在快照中</translation>
    </message>
    <message>
        <source>not yet on the disk</source>
        <translation>尚未落盘</translation>
    </message>
    <message>
        <source>state, and why</source>
        <translation>状态及原因</translation>
    </message>
    <message>
        <source>No election has been seen since the window opened.</source>
        <translation>窗口打开以来没有看到选举。</translation>
    </message>
    <message>
        <source>A majority of the voters has everything before it on its disk: it is committed, and every broker acts on it</source>
        <translation>多数投票者已把它之前的全部内容落盘：它已提交，每个 broker 都据此行动</translation>
    </message>
</context>
<context>
    <name>widgets::RecordPanel</name>
    <message>
        <source>Choose a batch to see its bytes.</source>
        <translation>选择一个批次以查看其字节。</translation>
    </message>
    <message>
        <source>There is no record to show: the batch is empty, or its records can&apos;t be read.</source>
        <translation>没有可显示的记录：批次为空，或无法读取其记录。</translation>
    </message>
    <message>
        <source>The batch has no bytes.</source>
        <translation>批次没有字节。</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Record %1 in bytes</source>
        <translation>记录 %1 的字节</translation>
    </message>
    <message>
        <source>Batch %1 in bytes</source>
        <translation>批次 %1 的字节</translation>
    </message>
    <message>
        <source>as it lies in the file</source>
        <translation>文件中的原样</translation>
    </message>
    <message>
        <source>as it lies in the file, fields outlined</source>
        <translation>文件中的原样，标出字段</translation>
    </message>
    <message>
        <source>after %1, fields outlined</source>
        <translation>%1 解压后，标出字段</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Fields, as in the bytes</source>
        <translation>字段，按字节顺序</translation>
    </message>
</context>
<context>
    <name>widgets::RecordsModel</name>
    <message>
        <source>control record that can&apos;t be read</source>
        <translation>无法读取的控制记录</translation>
    </message>
    <message>
        <source>ABORT of the producer&apos;s transaction</source>
        <translation>生产者事务的 ABORT</translation>
    </message>
    <message>
        <source>COMMIT of the producer&apos;s transaction</source>
        <translation>生产者事务的 COMMIT</translation>
    </message>
    <message>
        <source>leader change of the quorum</source>
        <translation>仲裁领导者变更</translation>
    </message>
    <message>
        <source>snapshot header</source>
        <translation>快照头</translation>
    </message>
    <message>
        <source>snapshot footer</source>
        <translation>快照尾</translation>
    </message>
    <message>
        <source>KRaft version</source>
        <translation>KRaft 版本</translation>
    </message>
    <message>
        <source>voters of the quorum</source>
        <translation>仲裁投票者</translation>
    </message>
    <message>
        <source>control record of type %1</source>
        <translation>类型 %1 的控制记录</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>A null value: a tombstone where the topic is compacted.</source>
        <translation>空值 null：在压实主题中是墓碑。</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>偏移量</translation>
    </message>
    <message>
        <source>Timestamp</source>
        <translation>时间戳</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>头部</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
</context>
<context>
    <name>widgets::ReplicasView</name>
    <message>
        <source>Replicas on one axis of offsets</source>
        <translation>同一偏移量轴上的副本</translation>
    </message>
    <message>
        <source>committed</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未提交</translation>
    </message>
    <message>
        <source>log end</source>
        <translation>日志末端</translation>
    </message>
    <message>
        <source>high watermark</source>
        <translation>高水位</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>被截去</translation>
    </message>
    <message>
        <source>state, and why</source>
        <translation>状态与原因</translation>
    </message>
    <message>
        <source>No partition is shown.</source>
        <translation>没有显示分区。</translation>
    </message>
    <message>
        <source>%1 to fetch</source>
        <translation>还差 %1 条</translation>
    </message>
    <message>
        <source>%1: every in-sync replica has all before it, and consumers read up to it</source>
        <translation>%1：每个同步副本都有它之前的全部记录，消费者读到这里为止</translation>
    </message>
</context>
<context>
    <name>widgets::SegmentsView</name>
    <message>
        <source>Choose a replica to see the files of its log.</source>
        <translation>选择一个副本以查看其日志文件。</translation>
    </message>
    <message>
        <source>The folder %1 has no segment yet: nothing was ever written to this replica.</source>
        <translation>目录 %1 还没有日志段：从未向该副本写入。</translation>
    </message>
    <message>
        <source>The records end early: %1</source>
        <translation>记录提前结束：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n batch(es) damaged, CRC wrong: %1.</source>
        <translation>
            <numerusform>%n 个批次损坏，CRC 错误：%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Torn tail: the last %1 are no whole batch (%2). An unfinished append looks like that; a broker cuts it off when it starts.</source>
        <translation>残缺的尾部：最后 %1 不是完整批次（%2）。未完成的追加就是这样；broker 启动时会将其截去。</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>日志段</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>First segment</source>
        <translation>首个日志段</translation>
    </message>
    <message>
        <source>Log end</source>
        <translation>日志末端</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>in segment</source>
        <translation>段内</translation>
    </message>
    <message>
        <source>read</source>
        <translation>已读</translation>
    </message>
    <message>
        <source>Index entries</source>
        <translation>索引条目</translation>
    </message>
    <message>
        <source>CRC</source>
        <translation>CRC</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>%1 bad</source>
        <translation>%1 个损坏</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Batches, and the sparse index pointing into them</source>
        <translation>批次，以及指向它们的稀疏索引</translation>
    </message>
</context>
<context>
    <name>widgets::TimelineView</name>
    <message>
        <source>Timeline of events</source>
        <translation>事件时间线</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::ValuePreview</name>
    <message>
        <source>No record is selected.</source>
        <translation>没有选中记录。</translation>
    </message>
    <message>
        <source>Empty: no bytes, which is not the same as null.</source>
        <translation>空：没有字节，这与 null 不同。</translation>
    </message>
    <message>
        <source>Null: a tombstone where the topic is compacted.</source>
        <translation>Null：在压实主题中是墓碑。</translation>
    </message>
    <message>
        <source>The first %1 of %2</source>
        <translation>%2 中的前 %1</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>十六进制</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
</TS>
