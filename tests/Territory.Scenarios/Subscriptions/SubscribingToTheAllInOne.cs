using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Pipe;
using Xunit;

namespace Territory.Scenarios.Subscriptions;

/// <summary>From a report to a subscriber's endpoint, through the one process as it is started by a user.</summary>
[Collection<OnTheAllInOne>]
public sealed class SubscribingToTheAllInOne(AllInOneInstallation installation)
{
    private static readonly TimeSpan Soon = Eventually.Most;

    [Fact]
    public async Task a_report_reaches_an_endpoint_on_this_machine()
    {
        await using var receiver = await Receiver.StartAsync();
        var made = await SubscribeAsync(201, new { name = "my desk", target = receiver.Target("/desk"), filter = new { areas = new[] { "SY10" } } });
        (await installation.ReportAsync(Reports.TownTaken("القدموس", 6000), "?wait=20")).Status.ShouldBe(201);
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Hits("/desk").Count > 0), Soon);
        receiver.Hits("/desk")[0].IsSignedBy(made.GetProperty("secret").GetString()!).ShouldBeTrue();
        receiver.Hits("/desk")[0].Event.GetProperty("type").GetString().ShouldBe("territory.control.changed.v1");
        using var client = installation.Client();
        (await client.DeleteAsync("/api/subscriptions/" + made.GetProperty("id").GetString())).StatusCode.ShouldBe(System.Net.HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task what_cannot_be_had_here_is_said()
    {
        await using var receiver = await Receiver.StartAsync();
        (await SubscribeAsync(422, new { target = receiver.Target("/"), start = new { position = 1_000_000_000 } })).GetProperty("detail").GetString()!.ShouldContain("up to the head, which is");
        (await SubscribeAsync(422, new { target = new { type = "webhook", url = "http://192.168.1.1/" } })).GetProperty("detail").GetString()!.ShouldContain("TERRITORY_WEBHOOK_ALLOW");
        (await SubscribeAsync(409, new { target = new { type = "stream" } })).GetProperty("detail").GetString()!.ShouldContain("TERRITORY_RABBITMQ");
    }

    private async Task<JsonElement> SubscribeAsync(int status, object asked)
    {
        using var client = installation.Client();
        using var answer = await client.PostAsJsonAsync("/api/subscriptions", asked);
        var told = await answer.Content.ReadFromJsonAsync<JsonElement>();
        ((int)answer.StatusCode).ShouldBe(status, told.ToString());
        return told;
    }
}
