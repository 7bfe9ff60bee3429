using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Territory.Hosting;
using Territory.Hosting.Bus;
using Xunit;

namespace Territory.Tests.Hosting;

public sealed class TheBus
{
    [Fact]
    public async Task tells_nobody_outside_that_it_runs()
    {
        var folder = Directory.CreateTempSubdirectory("territory-bus-").FullName;
        try
        {
            var key = Path.Combine(folder, "key");
            await File.WriteAllTextAsync(key, new string('k', 40), TestContext.Current.CancellationToken);
            var app = new TerritoryBuilder("test", [], new Dictionary<string, string?> { ["POSTGRES"] = "Host=127.0.0.1;Database=none", ["KEY_FILE"] = key, ["DATA"] = folder }).Build(jobs: false);
            await using var web = app.Web;
            web.Services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled.ShouldBeFalse();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task gives_up_a_send_that_a_dying_broker_left_without_an_answer()
    {
        var heard = CancellationToken.None;
        Func<CancellationToken, Task> neverEnds = ended => { heard = ended; return new TaskCompletionSource().Task; };
        var given = await Should.ThrowAsync<TimeoutException>(() => Patience.SentAsync(neverEnds, TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken));
        given.Message.ShouldContain("sent again");
        heard.IsCancellationRequested.ShouldBeTrue("the bus is to let go of it too");
    }

    [Fact]
    public async Task who_stops_meanwhile_is_not_told_of_an_impatience()
    {
        using var stopping = new CancellationTokenSource();
        var sending = Patience.SentAsync(_ => new TaskCompletionSource().Task, Patience.OfTheBus, stopping.Token);
        await stopping.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task what_the_broker_refuses_is_told_as_it_said_it() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => Patience.SentAsync(_ => Task.FromException(new InvalidOperationException("full")), Patience.OfTheBus, TestContext.Current.CancellationToken)))
            .Message.ShouldBe("full");
}
