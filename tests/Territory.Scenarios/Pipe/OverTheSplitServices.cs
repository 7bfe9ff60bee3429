using System.Text.Json;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Shouldly;
using Territory.Contracts;
using Territory.Scenarios.Installations;
using Xunit;

namespace Territory.Scenarios.Pipe;

[Collection<OnTheSplitServices>]
public sealed class OverTheSplitServices(SplitInstallation installation) : PipeScenarios(installation)
{
    private readonly SplitInstallation split = installation;

    [Fact]
    public async Task claims_that_come_while_the_broker_is_away_count_once()
    {
        string[] towns = ["الرستن", "تلبيسة", "القريتين", "السخنة", "مهين"];
        var (head, reports) = (await split.HeadAsync(), new List<string>());
        await split.WithoutTheBrokerAsync(async () =>
        {
            foreach (var town in towns)
            {
                var (status, answer) = await split.ReportAsync(Reports.TownTaken(town, 7000));
                status.ShouldBe(201, "a report is taken whether the broker is there or not");
                reports.Add(answer.GetProperty("id").GetString()!);
            }
            (await split.HeadAsync()).ShouldBe(head, "nothing reaches the ledger without it");
        });
        foreach (var report in reports) await RecordedAsync(report);
        var told = (await split.GetAsync("/api/changes?after=" + head)).GetProperty("items").EnumerateArray().Select(c => c.GetProperty("data").GetProperty("area").GetString()).ToArray();
        told.Length.ShouldBe(towns.Length, string.Join(' ', told));
        told.ShouldBeUnique("sent again is not decided again");
    }

    [Fact]
    public async Task strangers_read_it_over_amqp_and_from_the_stream()
    {
        await using var connection = await new ConnectionFactory { Uri = Installation.Broker! }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(queue, "territory.control", "control.syria.SY14.*");
        var (live, _) = await ConsumeAsync(channel, queue, null);

        await Installation.ReportAsync(new
        {
            text = "سيطرت فصائل المعارضة السورية اليوم على كامل محافظة القنيطرة بعد انسحاب قوات النظام السوري منها.",
            source = "scenario",
            grade = "B2",
            publishedAt = "2024-12-08",
        }, "?wait=20");

        var told = await NextAsync(live);
        told.Key.ShouldBe("control.syria.SY14.changed");
        told.Type.ShouldBe(CloudEvent.MediaType);
        told.Event.Data.Summary.ShouldBe("Quneitra: regime to opposition");
        told.MessageId.ShouldBe(told.Event.Id);

        var (log, reading) = await ConsumeAsync(await connection.CreateChannelAsync(), "territory.control.log", "first");
        var fromTheLog = new List<CloudEvent>();
        while (fromTheLog.LastOrDefault()?.Id != told.Event.Id) fromTheLog.Add((await NextAsync(log)).Event);
        await reading.DisposeAsync();
        fromTheLog[0].PreviousPosition.ShouldBe("0", "from the first offset on");
        fromTheLog.Select(e => e.Position).ShouldBeUnique();
        fromTheLog.Zip(fromTheLog.Skip(1)).ShouldAllBe(pair => pair.Second.PreviousPosition == pair.First.Position);
    }

    private async Task RecordedAsync(string report)
    {
        string[] states = [];
        try
        {
            await Installations.Eventually.TrueAsync(
                async () => (states = [.. (await split.GetAsync("/api/reports/" + report)).GetProperty("claims").EnumerateArray().Select(c => c.GetProperty("state").GetString()!)]).All(state => state == "recorded"),
                Installations.Eventually.Most);
        }
        catch (TimeoutException never)
        {
            throw new TimeoutException($"The claims of {report} are {string.Join(", ", states)}.\n{split.SaidLast(60)}", never);
        }
    }

    private sealed record Delivered(string Key, string? Type, string? MessageId, CloudEvent Event);

    private static async Task<(ChannelReader<Delivered>, IChannel)> ConsumeAsync(IChannel channel, string queue, string? offset)
    {
        var delivered = Channel.CreateUnbounded<Delivered>();
        await channel.BasicQosAsync(0, 100, false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            delivered.Writer.TryWrite(new(message.RoutingKey, message.BasicProperties.ContentType, message.BasicProperties.MessageId, JsonSerializer.Deserialize<CloudEvent>(message.Body.Span, ContractJson.Options)!));
            await channel.BasicAckAsync(message.DeliveryTag, false);
        };
        var arguments = offset is null ? null : new Dictionary<string, object?> { ["x-stream-offset"] = offset };
        await channel.BasicConsumeAsync(queue, autoAck: false, "", false, false, arguments, consumer);
        return (delivered.Reader, channel);
    }

    private static async Task<Delivered> NextAsync(ChannelReader<Delivered> reader)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await reader.ReadAsync(patience.Token);
    }
}
