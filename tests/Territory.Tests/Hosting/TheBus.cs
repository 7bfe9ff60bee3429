using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Territory.Hosting;
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
}
