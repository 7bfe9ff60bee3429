using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.FirstRuns;

/// <summary>The default start on a folder that is not there yet, and the starts after it.</summary>
public sealed class TheFirstRun : IDisposable
{
    private const string Ready = "Territory is ready: ";
    private readonly ScratchFolder folder = new();
    private string Data => Path.Combine(folder.Path, "data");

    [Fact]
    public async Task shows_the_main_job_and_the_next_finds_it()
    {
        int changes;
        await using (var first = Start())
        {
            var address = await ReadyAsync(first);
            await TheLinkLetsInAsync(first, address);
            await ASecondStartFindsItAsync(address);
            await TheDemonstrationEndsAsync(first);
            changes = await TheMapIsThereAsync(address);
            (await first.StopAsync()).ShouldBe(0, first.Output);
        }
        File.Exists(Path.Combine(Data, "ready.json")).ShouldBeFalse("nobody answers there any more");

        await using var next = Start();
        var again = await ReadyAsync(next);
        SecondsSaid(next).ShouldBeLessThan(40, "a start builds nothing and plays nothing again");
        (await TheMapIsThereAsync(again)).ShouldBe(changes, "nothing was played again");
        next.Lines.ShouldNotContain(line => line.StartsWith("Demonstration", StringComparison.Ordinal));
        (await next.StopAsync()).ShouldBe(0, next.Output);
    }

    [Fact]
    public async Task what_began_empty_stays_so()
    {
        await using (var first = Start("--empty"))
        {
            await ReadyAsync(first);
            (await first.StopAsync()).ShouldBe(0, first.Output);
        }
        await using var next = Start();
        var address = await ReadyAsync(next);
        using var client = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.Combine(Data, "key"))).Trim()) } };
        (await client.GetFromJsonAsync<JsonElement>("/api/changes")).GetProperty("items").GetArrayLength().ShouldBe(0, "no chronology");
        (await next.StopAsync()).ShouldBe(0, next.Output);
        next.Lines.ShouldNotContain(line => line.StartsWith("Demonstration", StringComparison.Ordinal));
    }

    private ServiceProcess Start(params string[] more) => ServiceProcess.Start("Territory.AllInOne", ["--port", "0", "--data", Data, "--no-install", .. more], new Dictionary<string, string>());

    private static async Task<Uri> ReadyAsync(ServiceProcess process)
    {
        var line = await process.UntilSaidAsync(Ready, Eventually.Most);
        return new Uri(line[Ready.Length..]);
    }

    private static double SecondsSaid(ServiceProcess process)
    {
        var line = process.Lines.First(l => l.StartsWith("Started in ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
    }

    private static async Task TheLinkLetsInAsync(ServiceProcess process, Uri address)
    {
        const string said = "Sign in once: ";
        var link = new Uri(process.Lines.First(l => l.StartsWith(said, StringComparison.Ordinal))[said.Length..]);
        link.Authority.ShouldBe(address.Authority);
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new() });
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var page = await browser.GetAsync(link);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/");
        (await page.Content.ReadAsStringAsync()).ShouldContain("_framework/blazor.web");
    }

    private async Task ASecondStartFindsItAsync(Uri address)
    {
        await using var second = Start();
        await second.UntilSaidAsync($"Territory is already running: {address.ToString().TrimEnd('/')}", Eventually.Most);
        (await second.EndedAsync()).ShouldBe(0, second.Output);
    }

    private async Task TheDemonstrationEndsAsync(ServiceProcess process)
    {
        for (var watch = Stopwatch.StartNew(); !File.Exists(Path.Combine(Data, "demonstration-played")); await Task.Delay(50))
        {
            process.HasExited.ShouldBeFalse(process.Output);
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2), process.Output);
        }
        // The mark is on the disk before its last line has come through the pipe.
        await process.UntilSaidAsync("Daraa: regime to opposition", Eventually.Most);
        var said = process.Lines.SkipWhile(line => !line.StartsWith(Ready, StringComparison.Ordinal)).ToArray();
        said[1].ShouldStartWith("Demonstration: ");
        said.Length.ShouldBeGreaterThan(3, "more than one change is shown");
        said.Last().ShouldBe("Daraa: regime to opposition");
    }

    /// <summary>Looks at what is there; returns how many changes the public log has.</summary>
    private async Task<int> TheMapIsThereAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(Data, "key"))).Trim());
        var areas = (await client.GetFromJsonAsync<JsonElement>("/api/control?at=2024-12-07")).GetProperty("areas").EnumerateArray().ToArray();
        areas.Length.ShouldBe(14);
        areas.ShouldAllBe(a => a.GetProperty("status").GetString() != "unknown");
        areas.First(a => a.GetProperty("area").GetString() == "SY12").GetProperty("controller").GetString().ShouldBe("OPP");
        return (await client.GetFromJsonAsync<JsonElement>("/api/changes?limit=1000")).GetProperty("items").GetArrayLength();
    }

    public void Dispose() => folder.Dispose();
}
