using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.RateLimiting;
using Npgsql;
using RabbitMQ.Client;
using Territory.Contracts;
using Territory.Bench.Servers;
using Territory.Theatres;

namespace Territory.Bench.Replay;

/// <summary>
/// How fast history is told again: as NDJSON over HTTP beside a bare read of the same rows, and to a queue beside a bare client
/// that publishes the same bytes with as many confirms in flight, without and with the properties and the exchange a replay has.
/// </summary>
internal static class ReplayBench
{
    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        var (changes, messages) = (Bench.Number(options, "changes", 1_000_000), Bench.Number(options, "messages", 100_000));
        var theatre = TheatrePacks.LoadAll()[0];
        await using var servers = await DurableServers.StartAsync();
        var (connection, broker) = (await servers.NewDatabaseAsync(), await servers.BrokerAsync());
        await using var database = NpgsqlDataSource.Create(connection);
        // Its tables; then the log, which a feed that starts afterwards has told long ago.
        await using (await FeedProcess.StartAsync(servers, connection, null, null)) { }
        await LongLog.WriteAsync(database, theatre, changes);
        await using var feed = await FeedProcess.StartAsync(servers, connection, broker, null);
        await OverHttpAsync(feed, database, changes);
        await ToAQueueAsync(feed, database, broker, Math.Min(messages, changes));
    }

    private static async Task OverHttpAsync(FeedProcess feed, NpgsqlDataSource database, int changes)
    {
        // Once each before it counts, so that both find the pages in memory and the code compiled.
        var (http, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round < 3; round++)
        {
            bare.Add(await ReadAsync(database, changes));
            http.Add(await FetchAsync(feed, changes));
        }
        var (fetched, read) = (http.Skip(1).Max(), bare.Skip(1).Max());
        Bench.Row("replay.http", fetched, "changes/s");
        Bench.Row("replay.http.bare_read", read, "changes/s");
        Bench.Row("replay.http.ratio", fetched / read, "times");
    }

    private static async Task<double> FetchAsync(FeedProcess feed, int changes)
    {
        var replay = await feed.PostAsync("/api/replays", new { target = new { type = "file" } });
        using var client = feed.Client();
        var watch = Stopwatch.StartNew();
        using var answer = await client.GetAsync(replay.GetProperty("file").GetString(), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var (buffer, lines) = (ArrayPool<byte>.Shared.Rent(256 * 1024), 0L);
        for (int read; (read = await stream.ReadAsync(buffer)) > 0;) lines += buffer.AsSpan(0, read).Count((byte)'\n');
        ArrayPool<byte>.Shared.Return(buffer);
        return lines == changes ? changes / watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"{lines} of {changes} lines came.");
    }

    private static async Task<double> ReadAsync(NpgsqlDataSource database, int changes)
    {
        var (watch, rows, length) = (Stopwatch.StartNew(), 0L, 0L);
        await using var read = database.CreateCommand("select position, event from feed.changes order by position");
        await using var row = await read.ExecuteReaderAsync();
        while (await row.ReadAsync()) (rows, length) = (rows + 1, length + row.GetInt64(0) + row.GetString(1).Length);
        return rows == changes && length > 0 ? changes / watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"{rows} of {changes} rows were read.");
    }

    private static async Task ToAQueueAsync(FeedProcess feed, NpgsqlDataSource database, Uri broker, int messages)
    {
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        var (ours, bare, named) = (new List<double>(), new List<double>(), new List<double>());
        var bodies = await BodiesAsync(database, messages);
        // A warm round, then those that count.
        for (var round = 0; round < 3; round++)
        {
            bare.Add(await PublishAsync(connection, $"bare-{round}", "", $"bare-{round}", new() { Persistent = true }, bodies));
            ours.Add(await ReplayAsync(feed, connection, $"ours-{round}", messages));
            named.Add(await PublishNamedAsync(connection, $"named-{round}", bodies));
        }
        var (replayed, sent, sentNamed) = (ours.Skip(1).Max(), bare.Skip(1).Max(), named.Skip(1).Max());
        Bench.Row("replay.amqp", replayed, "confirmed/s");
        Bench.Row("replay.amqp.bare_client", sent, "confirmed/s");
        Bench.Row("replay.amqp.ratio", replayed / sent, "times");
        Bench.Row("replay.amqp.bare_client_with_properties", sentNamed, "confirmed/s");
        Bench.Row("replay.amqp.ratio_with_properties", replayed / sentNamed, "times");
    }

    private static async Task<double> ReplayAsync(FeedProcess feed, IConnection connection, string queue, int messages)
    {
        var replay = await feed.PostAsync("/api/replays", new { untilPosition = messages, target = new { type = "queue", queue } });
        while (replay.GetProperty("endedAt").ValueKind == JsonValueKind.Null)
        {
            await Task.Delay(50);
            replay = await feed.GetAsync("/api/replays/" + replay.GetProperty("id").GetString());
        }
        if (replay.GetProperty("state").GetString() != "done") throw new InvalidOperationException($"The replay ended as {replay}");
        await EmptyAsync(connection, queue, messages);
        return messages / (replay.GetProperty("endedAt").GetDateTimeOffset() - replay.GetProperty("startedAt").GetDateTimeOffset()).TotalSeconds;
    }

    /// <summary>As a replay's messages are: named, and over an exchange of their own.</summary>
    private static async Task<double> PublishNamedAsync(IConnection connection, string queue, IReadOnlyList<byte[]> bodies)
    {
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true, autoDelete: false);
        var properties = new BasicProperties { Persistent = true, ContentType = CloudEvent.MediaType, MessageId = $"{Guid.NewGuid()}.rpl_0", Type = EventTypes.Changed, Timestamp = new AmqpTimestamp(1_733_600_000) };
        var rate = await PublishAsync(connection, queue, queue, "replay.syria.SY12.changed", properties, bodies);
        await channel.ExchangeDeleteAsync(queue);
        return rate;
    }

    private static async Task<double> PublishAsync(IConnection connection, string queue, string exchange, string key, BasicProperties properties, IReadOnlyList<byte[]> bodies)
    {
        using var limiter = new ConcurrencyLimiter(new() { PermitLimit = 1024, QueueLimit = int.MaxValue });
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true, outstandingPublisherConfirmationsRateLimiter: limiter));
        await channel.QueueDeclareAsync(queue, true, false, false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        if (exchange.Length > 0) await channel.QueueBindAsync(queue, exchange, "");
        var watch = Stopwatch.StartNew();
        foreach (var some in bodies.Chunk(4000)) await Task.WhenAll(some.Select(body => channel.BasicPublishAsync(exchange, key, true, properties, body).AsTask()));
        var rate = bodies.Count / watch.Elapsed.TotalSeconds;
        await EmptyAsync(connection, queue, bodies.Count);
        return rate;
    }

    private static async Task EmptyAsync(IConnection connection, string queue, int expected)
    {
        await using var channel = await connection.CreateChannelAsync();
        if (await channel.QueueDeleteAsync(queue, false, false) is var held && held != expected) throw new InvalidOperationException($"{queue} held {held} of {expected} messages.");
    }

    private static async Task<IReadOnlyList<byte[]>> BodiesAsync(NpgsqlDataSource database, int messages)
    {
        await using var read = database.CreateCommand($"select event from feed.changes order by position limit {messages}");
        await using var row = await read.ExecuteReaderAsync();
        var bodies = new List<byte[]>();
        while (await row.ReadAsync()) bodies.Add(row.GetFieldValue<byte[]>(0));
        return bodies;
    }
}
