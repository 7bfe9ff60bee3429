using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Intake;

/// <summary>One intake on a real database, and a site of ours that it reads.</summary>
public sealed class AnIntakeAndASite(PostgresPart postgres) : IAsyncLifetime
{
    private const string AdminKey = "tk_a-key-for-scenarios-only-0123456789abcdef";
    private readonly ScratchFolder folder = new();
    private ServiceProcess process = null!;
    internal ASite Site { get; private set; } = null!;
    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Site = await ASite.StartAsync();
        var key = Path.Combine(folder.Path, "key");
        await File.WriteAllTextAsync(key, AdminKey);
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}");
        free.Stop();
        process = ServiceProcess.Start("Territory.Intake", [], new Dictionary<string, string>
        {
            ["TERRITORY_POSTGRES"] = await postgres.NewDatabaseAsync(),
            ["TERRITORY_KEY_FILE"] = key,
            ["TERRITORY_DATA"] = folder.Path,
            ["TERRITORY_URLS"] = address.ToString(),
            ["TERRITORY_FEED_ALLOW"] = "127.0.0.1/32",
        });
        await process.UntilReadyAsync(address, Eventually.Most);
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        (await Client.PutAsJsonAsync("/api/sources/Site", new { grade = "B2" })).EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await process.DisposeAsync();
        await Site.DisposeAsync();
        folder.Dispose();
    }
}

public sealed class WatchingFeeds(AnIntakeAndASite there) : IClassFixture<AnIntakeAndASite>
{
    private static readonly TimeSpan Patience = Eventually.Most;

    private static string Feed(params string[] items) => $"<rss><channel>{string.Concat(items)}</channel></rss>";

    private string Item(string path, string title, string words) => $"<item><title>{title}</title><link>{there.Site.Address}{path}</link><pubDate>Fri, 06 Dec 2024 10:00:00 +0300</pubDate><description>{words}</description></item>";

    private async Task<JsonElement> AddAsync(string path, bool pages = false)
    {
        using var answer = await there.Client.PostAsJsonAsync("/api/feeds", new { source = "Site", url = new Uri(there.Site.Address, path).ToString(), pages });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<JsonElement> StatusAsync(JsonElement feed, Func<JsonElement, bool> until)
    {
        var status = default(JsonElement);
        await Eventually.TrueAsync(async () => until(status = (await there.Client.GetFromJsonAsync<JsonElement>("/api/feeds/" + feed.GetProperty("id").GetString())).GetProperty("status")), Patience);
        return status;
    }

    private Task<JsonElement> AskedAsync(JsonElement feed) => StatusAsync(feed, s => s.GetProperty("askedAt").ValueKind == JsonValueKind.String);

    [Fact]
    public async Task items_become_reports_once_and_what_is_not_new_is_not_sent_again()
    {
        there.Site.Put("/rss", Feed(Item("1", "Town taken", "سيطرت فصائل المعارضة السورية اليوم على مدينة نوى بعد اشتباكات مع قوات النظام السوري.")), etag: "\"one\"");
        var feed = await AddAsync("/rss");
        (await AskedAsync(feed)).GetProperty("items").GetInt64().ShouldBe(1);
        var report = (await there.Client.GetFromJsonAsync<JsonElement>("/api/reports?source=Site&limit=1000")).GetProperty("items").EnumerateArray().Single(r => r.GetProperty("title").GetString() == "Town taken");
        (report.GetProperty("publishedAt").GetString(), report.GetProperty("grade").GetString()).ShouldBe(("2024-12-06T07:00:00Z", "B2"));
        report.GetProperty("claims").EnumerateArray().ShouldHaveSingleItem().GetProperty("to").GetString().ShouldBe("OPP");

        var before = there.Site.Requests.Count(r => r == "/rss");
        (await there.Client.PostAsync($"/api/feeds/{feed.GetProperty("id").GetString()}/poll", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Eventually.TrueAsync(() => Task.FromResult(there.Site.Requests.Count(r => r == "/rss") > before), Patience);
        (await StatusAsync(feed, s => s.GetProperty("state").GetString() == "ok")).GetProperty("items").GetInt64().ShouldBe(1, "nothing was new");

        (await there.Client.DeleteAsync("/api/feeds/" + feed.GetProperty("id").GetString())).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await there.Client.GetAsync("/api/feeds/" + feed.GetProperty("id").GetString())).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task pages_are_reduced_to_their_article()
    {
        there.Site.Put("/page", "<html><body><nav>Menu</nav><article><p>دخلت الفصائل مدينة جاسم.</p></article></body></html>", "text/html; charset=utf-8");
        there.Site.Put("/pages", Feed(Item("page", "From a page", "teaser"), Item("gone", "Without a page", "its own words")));
        var status = await AskedAsync(await AddAsync("/pages", pages: true));
        status.GetProperty("items").GetInt64().ShouldBe(2);
        var reports = (await there.Client.GetFromJsonAsync<JsonElement>("/api/reports?source=Site&limit=1000")).GetProperty("items").EnumerateArray().ToDictionary(r => r.GetProperty("title").GetString()!, r => r.GetProperty("text").GetString());
        reports["From a page"].ShouldBe("From a page\nدخلت الفصائل مدينة جاسم.");
        reports["Without a page"].ShouldBe("Without a page\nits own words");
    }

    [Fact]
    public async Task what_is_wrong_with_one_is_told_and_harms_no_other()
    {
        there.Site.Put("/broken", "<rss><channel><item>");
        there.Site.Pages["/endless"] = async context =>
        {
            context.Response.ContentType = "application/rss+xml";
            var piece = new byte[64 * 1024];
            Array.Fill(piece, (byte)' ');
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(piece, context.RequestAborted);
        };
        there.Site.Pages["/circle"] = context => { context.Response.Redirect("/circle"); return Task.CompletedTask; };
        there.Site.Pages["/inward"] = context => { context.Response.Redirect("http://169.254.169.254/latest"); return Task.CompletedTask; };
        there.Site.Pages["/busy"] = context => { context.Response.StatusCode = 429; context.Response.Headers.RetryAfter = "7200"; return Task.CompletedTask; };
        there.Site.Put("/moved", Feed(Item("9", "After a redirect", "words")));
        there.Site.Pages["/old"] = context => { context.Response.Redirect("/moved", permanent: true); return Task.CompletedTask; };

        var told = new Dictionary<string, string> { ["/broken"] = "broken XML", ["/endless"] = "bytes", ["/circle"] = "redirects", ["/inward"] = "TERRITORY_FEED_ALLOW", ["/busy"] = "429", ["/gone"] = "404" };
        var feeds = new Dictionary<string, JsonElement>();
        foreach (var path in told.Keys.Append("/old")) feeds[path] = await AddAsync(path);
        foreach (var (path, problem) in told)
        {
            var status = await AskedAsync(feeds[path]);
            (status.GetProperty("state").GetString(), status.GetProperty("failures").GetInt32()).ShouldBe(("failing", 1), path);
            status.GetProperty("problem").GetString()!.ShouldContain(problem, customMessage: path);
            if (path == "/busy") (status.GetProperty("nextAt").GetDateTimeOffset() - status.GetProperty("askedAt").GetDateTimeOffset()).ShouldBe(TimeSpan.FromHours(2));
        }
        var good = await AskedAsync(feeds["/old"]);
        (good.GetProperty("state").GetString(), good.GetProperty("items").GetInt64()).ShouldBe(("ok", 1));
    }

    [Fact]
    public async Task a_feed_is_asked_for_strictly()
    {
        async Task<HttpStatusCode> Status(object body) { using var answer = await there.Client.PostAsJsonAsync("/api/feeds", body); return answer.StatusCode; }
        (await Status(new { source = "Site", url = "ftp://site.example/" })).ShouldBe(HttpStatusCode.BadRequest);
        (await Status(new { source = "Site", url = "https://site.example/", everyMinutes = 0 })).ShouldBe(HttpStatusCode.BadRequest);
        (await Status(new { source = "Nobody", url = "https://site.example/" })).ShouldBe(HttpStatusCode.UnprocessableEntity);
        there.Site.Put("/twice", Feed());
        var feed = await AddAsync("/twice");
        (await Status(new { source = "Site", url = feed.GetProperty("url").GetString() })).ShouldBe(HttpStatusCode.Conflict);
        (await there.Client.PostAsync("/api/feeds/fee_none/poll", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
