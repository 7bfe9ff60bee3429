using System.Net.Http.Json;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Shouldly;
using Territory.Contracts;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Pipe;
using Xunit;

namespace Territory.Scenarios.Actors;

/// <summary>A succession reaches subscribers as every other public event does, in the same chain of positions.</summary>
public abstract class SuccessionScenarios(Installation installation)
{
    protected Installation Installation => installation;

    protected static readonly TimeSpan Soon = Eventually.Most;

    [Fact]
    public async Task it_reaches_whoever_follows_the_feed()
    {
        var cursor = await installation.HeadAsync();
        await using var everything = await Listener.ConnectAsync(installation, "?after=" + cursor);
        await using var follower = await Listener.ConnectAsync(installation, $"?after={cursor}&actor=HEZBOLLAH");
        await using var area = await Listener.ConnectAsync(installation, $"?after={cursor}&area=C1621");
        using var client = installation.Client();
        await using var bare = await client.GetStreamAsync($"/api/feed?after={cursor}");
        using var lines = new StreamReader(bare);

        using var recorded = await client.PostAsJsonAsync("/api/successions", new { from = "HEZBOLLAH", to = "IRAN", on = "2013-05-19", source = "invented for this scenario" });
        ((int)recorded.StatusCode).ShouldBe(201, await recorded.Content.ReadAsStringAsync());
        await UntilItIsHeld("تل رفعت");

        var told = await NextOfAsync(everything, cursor, "HEZBOLLAH");
        told.Type.ShouldBe(EventTypes.Succeeded);
        told.Change.ShouldBeNull();
        told.Succession!.To.ShouldBe("IRAN");
        told.Succession.DecidedBy.ShouldStartWith("person:");
        var change = await NextOfAsync(everything, told.Position, "C1621");
        (await follower.NextAsync(Soon)).ShouldBe(told with { PreviousDelivered = cursor });
        (await area.NextAsync(Soon)).Id.ShouldBe(change.Id, "the succession happened in no area");
        await ReadUntilAsync(lines, "event: succeeded");

        // Whoever comes later is led to the successor by the log alone.
        await using var late = await Listener.ConnectAsync(installation, $"?after={cursor}&actor=HEZBOLLAH");
        (await late.NextAsync(Soon)).Id.ShouldBe(told.Id);
        await DeliveredElsewhereAsync(told);

        using var retracted = await client.PostAsJsonAsync($"/api/successions/{told.Succession.SuccessionId}/retract", new { reason = "invented, as it said" });
        ((int)retracted.StatusCode).ShouldBe(201, await retracted.Content.ReadAsStringAsync());
        var back = await NextOfAsync(everything, change.Position, "HEZBOLLAH");
        (back.Type, back.Succession!.Replaces).ShouldBe((EventTypes.SuccessionRetracted, told.Succession.SuccessionId));
        (await follower.NextAsync(Soon)).Id.ShouldBe(back.Id);
        await ReadUntilAsync(lines, "event: succession-retracted");
    }

    /// <summary>What only this installation has.</summary>
    protected virtual Task DeliveredElsewhereAsync(CloudEvent told) => Task.CompletedTask;

    /// <summary>Changes and successions are one chain without a hole; what scenarios before this one are still told of stands in it too.</summary>
    private static async Task<CloudEvent> NextOfAsync(Listener everything, string previous, string subject)
    {
        while (true)
        {
            var told = await everything.NextAsync(Soon);
            told.PreviousPosition.ShouldBe(previous);
            if (told.Subject == subject) return told;
            previous = told.Position;
        }
    }

    private async Task UntilItIsHeld(string town)
    {
        var (status, answer) = await installation.ReportAsync(Reports.TownTaken(town, 5000), "?wait=20");
        status.ShouldBeOneOf(200, 201);
        answer.GetProperty("claims").GetArrayLength().ShouldBeGreaterThan(0, answer.ToString());
    }

    private static async Task ReadUntilAsync(StreamReader lines, string wanted)
    {
        using var patience = new CancellationTokenSource(Soon);
        while (await lines.ReadLineAsync(patience.Token) is { } line)
            if (line == wanted) return;
        throw new InvalidOperationException($"The stream ended before '{wanted}'.");
    }
}

[Collection<OnTheAllInOne>]
public sealed class SuccessionsOverTheAllInOne(AllInOneInstallation installation) : SuccessionScenarios(installation);

[Collection<OnTheSplitServices>]
public sealed class SuccessionsOverTheSplitServices(SplitInstallation installation) : SuccessionScenarios(installation)
{
    protected override async Task DeliveredElsewhereAsync(CloudEvent told)
    {
        await using var connection = await new ConnectionFactory { Uri = Installation.Broker! }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, 100, false);
        var delivered = new TaskCompletionSource<(string Key, string? Type, string? Id, CloudEvent Event)>();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            var (key, properties) = (message.RoutingKey, message.BasicProperties);
            if (properties.MessageId == told.Id) delivered.TrySetResult((key, properties.ContentType, properties.MessageId, JsonSerializer.Deserialize<CloudEvent>(message.Body.Span, ContractJson.Options)!));
            await channel.BasicAckAsync(message.DeliveryTag, false);
        };
        // The stream has it from its first offset on, under the key that a stranger would bind to; and what others here told.
        await channel.BasicConsumeAsync("territory.control.log", autoAck: false, "", false, false, new Dictionary<string, object?> { ["x-stream-offset"] = "first" }, consumer);
        (await delivered.Task.WaitAsync(Soon)).ShouldBe(("actor.syria.HEZBOLLAH.succeeded", CloudEvent.MediaType, told.Id, told));
    }
}
