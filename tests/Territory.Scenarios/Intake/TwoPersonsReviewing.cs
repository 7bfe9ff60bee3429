using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Installations;
using Territory.Scenarios.OperationsConsole;
using Territory.Scenarios.Parts;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Territory.Scenarios.Intake;

/// <summary>The embedded default where two persons must find a held claim right.</summary>
public sealed class WhereTwoMustAgree : AllInOneInstallation
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["TERRITORY_REVIEW_PERSONS"] = "2" };
}

/// <summary>A claim whose place may be one of two: the first person chooses one, the second sees it and agrees, or chooses otherwise and is told.</summary>
public sealed class TwoPersonsReviewing(WhereTwoMustAgree installation, ChromiumPart chromium) : IClassFixture<WhereTwoMustAgree>
{
    private const string North = "C4751", South = "C6270";

    [Fact]
    public async Task the_same_person_twice_is_refused_and_told_whom_to_ask()
    {
        var (id, ann) = (await WaitingAsync(), await PersonAsync("ann"));
        (await AcceptAsync(id, ann, new { area = South })).Status.ShouldBe(200);
        var (status, refused) = await AcceptAsync(id, ann, new { });
        status.ShouldBe(409);
        var error = refused.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        (Text(error, "field"), Text(error, "found")).ShouldBe(("person", "person:ann"));
        Text(error, "expected").ShouldStartWith("another person with the role analyst");
        // Another key of one name is no other person.
        (await AcceptAsync(id, await PersonAsync("ann"), new { area = South })).Status.ShouldBe(409);
        Text((await installation.GetAsync("/api/claims/" + id)).GetProperty("claim"), "state").ShouldBe("pending");
    }

    [Fact]
    public async Task a_second_person_sees_what_the_first_chose_and_agrees()
    {
        var (id, ann, bob) = (await WaitingAsync(), await PersonAsync("ann"), await PersonAsync("bob"));
        (await AcceptAsync(id, ann, new { area = South, note = "The one beside the hills." })).Status.ShouldBe(200);

        var seen = await installation.GetAsync("/api/claims/" + id, bob);
        var (claim, review) = (seen.GetProperty("claim"), seen.GetProperty("review"));
        var choice = review.GetProperty("choice");
        (Text(claim, "area"), Text(choice, "area"), Texts(choice, "among"), Texts(choice, "by")).ShouldBe((South, South, $"{North}+{South}", "person:ann"));
        Text(review, "missing").ShouldNotBeNull().ShouldSatisfyAllConditions(m => m.ShouldStartWith("Another person must agree with person:ann"), m => m.ShouldContain(South));
        review.TryGetProperty("otherwise", out _).ShouldBeFalse();

        var (status, agreed) = await AcceptAsync(id, bob, new { }, "?wait=20");
        status.ShouldBe(200, agreed.ToString());
        (Text(agreed.GetProperty("claim"), "state"), Texts(agreed.GetProperty("review"), "acceptedBy")).ShouldBe(("recorded", "person:ann+person:bob"));
        agreed.GetProperty("review").TryGetProperty("missing", out _).ShouldBeFalse("nothing is missing any more");
        Text((await installation.GetAsync($"/api/control/{South}")).GetProperty("area"), "controller").ShouldBe("OPP");
    }

    [Fact]
    public async Task a_second_person_who_chooses_otherwise_is_told_and_the_first_may_come_round()
    {
        var (id, ann, bob) = (await WaitingAsync(), await PersonAsync("ann"), await PersonAsync("bob"));
        await AcceptAsync(id, ann, new { area = South });
        var (status, told) = await AcceptAsync(id, bob, new { area = North });
        status.ShouldBe(200, told.ToString());
        Text(told.GetProperty("claim"), "state").ShouldBe("pending", "one person has found this reading right");
        var review = told.GetProperty("review");
        var otherwise = review.GetProperty("otherwise").EnumerateArray().ShouldHaveSingleItem();
        (Texts(review, "acceptedBy"), Texts(otherwise, "by"), Text(otherwise.GetProperty("reading"), "area")).ShouldBe(("person:bob", "person:ann", South));
        Text(review, "missing").ShouldNotBeNull().ShouldContain("person:ann reads it as");

        var (_, agreed) = await AcceptAsync(id, ann, new { }, "?wait=20");
        (Text(agreed.GetProperty("claim"), "state"), Text(agreed.GetProperty("claim"), "area")).ShouldBe(("recorded", North));
        agreed.GetProperty("review").TryGetProperty("otherwise", out _).ShouldBeFalse("the first came round");
    }

    [Fact]
    public async Task at_the_console_the_first_choice_is_shown_and_another_one_told()
    {
        var (id, ann, bob) = (await WaitingAsync(), await PersonAsync("ann"), await PersonAsync("bob"));
        await AcceptAsync(id, ann, new { area = South });
        await using var console = await ConsolePage.OpenAsync(installation, chromium);
        await console.SignInAsync(bob, $"/review?area={South}");
        var card = console.Page.Locator($"[data-claim='{id}']");
        await Expect(card.Locator(".chosen")).ToContainTextAsync(South);
        await Expect(card.Locator(".chosen")).ToContainTextAsync("person:ann");
        await card.GetByText("Amend …").ClickAsync();
        await card.GetByLabel("Area").FillAsync(North);
        await card.GetByText("Accept as amended").ClickAsync();
        await Expect(card.Locator(".outcome")).ToContainTextAsync("person:ann reads it otherwise");
        await Expect(card.Locator(".otherwise")).ToContainTextAsync(South);
        console.Complaints.ShouldBeEmpty();
    }

    private static int number;

    private async Task<string> WaitingAsync()
    {
        var (_, report) = await installation.ReportAsync(new { text = $"سيطرت المعارضة على بلدة القحطانية. رقم الخبر {Interlocked.Increment(ref number)}.", source = "review", grade = "B2", publishedAt = "2024-12-07" });
        var claim = report.GetProperty("claims").EnumerateArray().ShouldHaveSingleItem();
        (Text(claim, "state"), claim.GetProperty("candidates").GetArrayLength()).ShouldBe(("pending", 2));
        return Text(claim, "id")!;
    }

    private async Task<string> PersonAsync(string name)
    {
        using var client = installation.Client();
        using var made = await client.PostAsJsonAsync("/api/keys", new { name, roles = new[] { "analyst" } });
        made.EnsureSuccessStatusCode();
        return Text(await made.Content.ReadFromJsonAsync<JsonElement>(), "key")!;
    }

    private async Task<(int Status, JsonElement Answer)> AcceptAsync(string id, string key, object body, string query = "")
    {
        using var client = installation.Client(key);
        using var answer = await client.PostAsJsonAsync($"/api/claims/{id}/accept{query}", body);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string Texts(JsonElement element, string name) => string.Join('+', element.GetProperty(name).EnumerateArray().Select(e => e.GetString()));
}
