using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Actors;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Ledger;

/// <summary>What a person should look at is a list that he works off.</summary>
public sealed class ReviewingALedger(PostgresPart postgres)
{
    [Fact]
    public async Task a_look_that_contradicts_is_listed_and_dismissed()
    {
        await using var ledger = await LedgerAlone.StartAsync(postgres, "2011-01-01");
        (await ledger.PostAsync("/api/changes", new { area = "SY12", to = "OPP", status = "controlled", extent = "whole", effectiveAt = "2024-12-07" })).Status.ShouldBe(201);
        var (status, look) = await ledger.PostAsync("/api/observations", new { area = "C5993", until = "2024-12-08", heldBy = "GOV_ASSAD", source = "a desk" });
        status.ShouldBe(201);
        var review = (await ledger.GetAsync("/api/reviews?kind=observation&area=SY12")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem("the city lies in the governorate");
        (Text(review, "area"), Text(review, "subject"), Text(review, "state")).ShouldBe(("C5993", Text(look, "id"), "open"));
        Text(review, "reason")!.ShouldContain("still held by GOV_ASSAD");
        Text(review, "toDo")!.ShouldContain("POST /api/changes");
        foreach (var none in new[] { "kind=validity", "area=SY01", "state=settled", "state=dismissed" }) (await ledger.GetAsync("/api/reviews?" + none)).GetProperty("items").GetArrayLength().ShouldBe(0, none);

        var path = $"/api/reviews/{Text(review, "id")}/dismiss";
        (await ledger.PostAsync(path, new { })).Status.ShouldBe(400);
        (await ledger.PostAsync("/api/reviews/rev_none/dismiss", new { reason = "r" })).Status.ShouldBe(404);
        (await ledger.PostAsync(path, new { reason = "two towns of one name" })).Status.ShouldBe(201);
        (await ledger.PostAsync(path, new { reason = "two towns of one name" })).Status.ShouldBe(200);
        (await ledger.PostAsync(path, new { reason = "another" })).Status.ShouldBe(409);
        (await ledger.GetAsync("/api/reviews")).GetProperty("items").GetArrayLength().ShouldBe(0);
        var dismissed = (await ledger.GetAsync("/api/reviews?state=dismissed")).GetProperty("items")[0];
        (Text(dismissed, "note"), Text(dismissed, "toDo")).ShouldBe(("two towns of one name", null));
        (await ledger.GetAsync("/api/changes?after=" + Text(look, "position"))).GetProperty("items").GetArrayLength().ShouldBe(0, "a review is nobody's business outside");
    }

    [Fact]
    public async Task they_are_listed_oldest_or_newest_first()
    {
        await using var ledger = await LedgerAlone.StartAsync(postgres, "2011-01-01");
        foreach (var area in new[] { "SY12", "SY13", "SY14" })
        {
            await ledger.PostAsync("/api/changes", new { area, to = "OPP", status = "controlled", extent = "whole", effectiveAt = "2024-12-07" });
            (await ledger.PostAsync("/api/observations", new { area, until = "2024-12-08", heldBy = "GOV_ASSAD", source = "a desk" })).Status.ShouldBe(201);
        }
        (await AreasAsync("")).ShouldBe(["SY12", "SY13", "SY14"]);
        (await AreasAsync("&order=desc")).ShouldBe(["SY14", "SY13", "SY12"]);

        async Task<string?[]> AreasAsync(string order)
        {
            var areas = new List<string?>();
            for (string? after = ""; after is not null;)
            {
                var page = await ledger.GetAsync("/api/reviews?kind=observation&limit=1" + order + after);
                areas.AddRange(page.GetProperty("items").EnumerateArray().Select(item => Text(item, "area")));
                after = Text(page, "next") is { } next ? "&after=" + next : null;
            }
            return [.. areas];
        }
    }

    [Fact]
    public async Task districts_that_agree_are_listed_until_somebody_lets_them_be()
    {
        await using var ledger = await LedgerAlone.StartAsync(postgres, "2011-01-01");
        foreach (var area in new[] { "SY1200", "SY1202", "SY1203" })
            await ledger.PostAsync("/api/changes", new { area, to = "OPP", status = "controlled", extent = "whole", effectiveAt = "2024-12-07" });
        var review = (await ledger.GetAsync("/api/reviews?kind=districts")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (Text(review, "area"), Text(review, "subject"), Text(review, "position")).ShouldBe(("SY12", "OPP", null));
        (await ledger.PostAsync($"/api/reviews/{Text(review, "id")}/dismiss", new { reason = "the countryside is another matter" })).Status.ShouldBe(201);
        (await ledger.GetAsync("/api/reviews")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await ledger.GetAsync("/api/reviews?state=all")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task a_list_is_read_a_page_at_a_time()
    {
        await using var ledger = await LedgerAlone.StartAsync(postgres, "2011-01-01");
        await ledger.PostAsync("/api/changes", new { area = "SY12", to = "OPP", status = "controlled", extent = "whole", effectiveAt = "2024-12-01" });
        foreach (var day in Enumerable.Range(2, 5)) await ledger.PostAsync("/api/observations", new { area = "SY12", until = $"2024-12-0{day}", heldBy = "GOV_ASSAD", source = "a desk" });
        var ids = new List<string?>();
        for (var after = ""; ;)
        {
            var page = await ledger.GetAsync("/api/reviews?limit=2" + after);
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(r => Text(r, "id")));
            if (Text(page, "next") is not { } next) break;
            after = "&after=" + next;
        }
        (ids.Count, ids.Distinct().Count()).ShouldBe((5, 5));
        foreach (var (query, status) in new[] { ("kind=everything", 400), ("state=new", 400), ("area=SY99", 404), ("limit=0", 400) })
        {
            using var answer = await ledger.Client.GetAsync("/api/reviews?" + query);
            ((int)answer.StatusCode).ShouldBe(status, query);
        }
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
