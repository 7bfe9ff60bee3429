using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Territory.Contracts;
using Territory.Hosting.Settings;
using Territory.Intake.Reading.Supplied;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.Reading;

/// <summary>A model behind HTTP reads instead of the rules, as long as its answer stands up to the text and the theatre.</summary>
public sealed class AnExtractorOfOnesOwn : IAsyncDisposable
{
    private const string Text = "سيطرت المعارضة على مدينة حماة";
    private const string Right = """{"claims":[{"area":"C2987","to":"OPP","kind":"change","confidence":0.93,"rule":"model-7","evidence":[{"start":0,"end":14,"quote":"سيطرت المعارضة"}]}]}""";

    private WebApplication? server;

    [Fact]
    public async Task what_it_reads_is_taken_with_its_name_and_quotes()
    {
        var claim = (await ReadAsync(Right)).Claims.ShouldHaveSingleItem();
        (claim.Area, claim.To, claim.Kind, claim.Rule, claim.Confidence).ShouldBe(("C2987", "OPP", ClaimKind.Change, "supplied/model-7", 0.93));
        claim.Evidence.ShouldHaveSingleItem().Of(Text).ShouldBe("سيطرت المعارضة");
    }

    [Fact]
    public async Task who_holds_it_too_is_taken_as_shared()
    {
        var claim = (await ReadAsync(Right.Replace("\"to\":\"OPP\"", "\"to\":\"OPP\",\"with\":[\"SDF\"]", StringComparison.Ordinal))).Claims.ShouldHaveSingleItem();
        (claim.Status, string.Join('+', claim.With ?? [])).ShouldBe((ControlStatus.Shared, "SDF"));
    }

    [Theory]
    [InlineData("\"to\":\"OPP\"", "\"to\":\"OPP\",\"with\":[\"OPP\"]")]
    [InlineData("\"to\":\"OPP\"", "\"to\":\"OPP\",\"with\":[\"NOBODY\"]")]
    [InlineData("\"to\":\"OPP\"", "\"to\":\"OPP\",\"status\":\"shared\"")]
    [InlineData("سيطرت المعارضة", "سيطرت المعارضه")]
    [InlineData("\"end\":14", "\"end\":4000")]
    [InlineData("C2987", "C9999999")]
    [InlineData("OPP", "NOBODY")]
    [InlineData("change", "conquest")]
    [InlineData("0.93", "93")]
    [InlineData("\"evidence\":[{\"start\":0,\"end\":14,\"quote\":\"سيطرت المعارضة\"}]", "\"evidence\":[]")]
    [InlineData("{\"claims\"", "{\"claim\"")]
    [InlineData("{\"claims\"", "<html>")]
    [InlineData("[{\"area\"", "[null,{\"area\"")]
    public async Task an_answer_that_does_not_stand_up_is_not_used(string right, string wrong) => Rules(await ReadAsync(Right.Replace(right, wrong, StringComparison.Ordinal)));

    [Fact]
    public async Task an_answer_without_end_is_not_used() => Rules(await ReadAsync(new string(' ', 3 * SuppliedReader.MostBytes)));

    [Theory]
    [InlineData(500)]
    [InlineData(302)]
    public async Task a_failing_one_is_not_used(int status) => Rules(await ReadAsync(Right, status));

    [Fact]
    public async Task one_that_takes_too_long_is_not_used() => Rules(await ReadAsync(Right, wait: true));

    [Fact]
    public async Task one_that_is_not_there_is_not_used()
    {
        using var reader = Reader("http://127.0.0.1:1/read");
        Rules(await reader.ReadAsync(Syria.Reader, Syria.Theatre, Text, Published, null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task none_being_named_the_rules_read()
    {
        using var reader = Reader(null);
        Rules(await reader.ReadAsync(Syria.Reader, Syria.Theatre, Text, Published, null, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("EXTRACTOR_URL", "ftp://model/read")]
    [InlineData("EXTRACTOR_SECONDS", "0")]
    public void a_wrong_setting_is_named_at_the_start(string key, string value) =>
        Should.Throw<SettingException>(() => Settings((key, value))).Message.ShouldContain("TERRITORY_" + key);

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
    }

    private static readonly EffectiveTime Published = LocalTime.OfDay(new DateOnly(2024, 12, 7), Syria.Theatre.Zone, DateBasis.Published);

    private static void Rules(Territory.Intake.Reading.Reading read) => read.Claims.ShouldHaveSingleItem().Rule.ShouldStartWith("ar/");

    private async Task<Territory.Intake.Reading.Reading> ReadAsync(string answer, int status = 200, bool wait = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.MapPost("/read", async (HttpContext http) =>
        {
            // Longer than the reader's patience; ends when it hangs up.
            if (wait) await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            http.Response.StatusCode = status;
            if (status == (int)HttpStatusCode.Found) http.Response.Headers.Location = "/elsewhere";
            await http.Response.WriteAsync(answer, http.RequestAborted);
        });
        await server.StartAsync(TestContext.Current.CancellationToken);
        using var reader = Reader(server.Urls.Single() + "/read");
        return await reader.ReadAsync(Syria.Reader, Syria.Theatre, Text, Published, null, TestContext.Current.CancellationToken);
    }

    private static SuppliedReader Reader(string? url) => new(Settings(("EXTRACTOR_URL", url), ("EXTRACTOR_SECONDS", "2")), NullLogger<SuppliedReader>.Instance);

    private static ExtractorSettings Settings(params (string Key, string? Value)[] given) =>
        ExtractorSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(given.ToDictionary(g => g.Key, g => g.Value)).Build());
}
