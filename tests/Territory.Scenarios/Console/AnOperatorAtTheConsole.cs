using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Territory.Scenarios.Pipe;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Territory.Scenarios.OperationsConsole;

/// <summary>What could not be taken, and the log itself, on their pages.</summary>
[Collection<OnTheAllInOne>]
public sealed class AnOperatorAtTheConsole(AllInOneInstallation installation, ChromiumPart chromium)
{
    [Fact]
    public async Task an_operator_looks_after_a_message_that_could_not_be_taken()
    {
        await using var console = await ConsolePage.OpenAsync(installation, chromium);
        await console.SignInAsync(await installation.KeyAsync(["operator"]), "/operations/dead-letters?state=waiting");
        var letter = console.Page.Locator("[data-letter]");
        JsonElement report;
        await installation.TamperAsync("""
            create function ledger.fail_in_salqin() returns trigger language plpgsql as $$ begin raise exception 'broken for a test'; end $$;
            create trigger failing before insert on ledger.mt_events for each row when (new.stream_id like '%/C4140') execute function ledger.fail_in_salqin();
            """);
        try
        {
            (_, report) = await installation.ReportAsync(Reports.TownTaken("سلقين", 7100));
            await Eventually.TrueAsync(async () =>
            {
                await console.Page.ReloadAsync();
                await Expect(console.Page.Locator("section.sheet[aria-busy=false]")).ToBeVisibleAsync();
                return await letter.CountAsync() == 1;
            }, Eventually.Most);
            await Expect(letter).ToContainTextAsync("RecordClaims");
            await Expect(letter).ToContainTextAsync("broken for a test");
            await letter.GetByText("Discard …").ClickAsync();
            await letter.GetByText("Give it up").ClickAsync();
            await Expect(letter.Locator(".act .refusal")).ToContainTextAsync("expected");
            await letter.GetByLabel("Why it need not be taken").FillAsync("يعرفه المكتب");
            await letter.GetByText("Give it up").ClickAsync();
            await Expect(console.Page.GetByText("None is waiting.")).ToBeVisibleAsync();
        }
        finally
        {
            await installation.TamperAsync("drop function ledger.fail_in_salqin() cascade");
        }

        await console.Page.ClickAsync(".kinds >> text=discarded");
        await Expect(letter).ToContainTextAsync("يعرفه المكتب");
        await letter.GetByText("Send again").ClickAsync();
        await Expect(console.Page.GetByText("None is discarded.")).ToBeVisibleAsync();
        await console.Page.ClickAsync(".kinds >> text=all");
        await Expect(letter.Filter(new() { HasText = "RecordClaims" }).Locator(".state")).ToHaveTextAsync("delivered");
        await Eventually.TrueAsync(async () => (await installation.GetAsync("/api/reports/" + report.GetProperty("id").GetString())).GetProperty("claims")[0].GetProperty("state").GetString() == "recorded", Eventually.Most);
        console.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task an_operator_reads_the_log()
    {
        using (var client = installation.Client())
        using (var decided = await client.PostAsJsonAsync("/api/changes", new { area = "C4115", to = "OPP", status = "controlled", extent = "whole", effectiveAt = "2024-12-07", note = "قرار شخص" }))
            ((int)decided.StatusCode).ShouldBe(201);
        await using var console = await ConsolePage.OpenAsync(installation, chromium);
        await console.SignInAsync(await installation.KeyAsync(["operator"]), "/operations/log");
        await Expect(console.Page.Locator("[data-event]")).Not.ToHaveCountAsync(0);
        await console.Page.FillAsync("#area", "C4115");
        await console.Page.FillAsync("#type", "nonsense");
        await console.Page.ClickAsync("form.filters button[type=submit]");
        await Expect(console.Page.Locator(".refusal").Filter(new() { HasText = "change_decided.v1" })).ToBeVisibleAsync();
        await console.Page.FillAsync("#type", "change_decided.v1");
        await console.Page.ClickAsync("form.filters button[type=submit]");
        var decision = console.Page.Locator("[data-event]");
        await Expect(decision).ToHaveCountAsync(1);
        await Expect(decision).ToContainTextAsync("Harim");
        await decision.Locator("summary").ClickAsync();
        await Expect(decision.Locator("pre")).ToContainTextAsync("قرار شخص");
        console.Complaints.ShouldBeEmpty();
    }
}
