using Shouldly;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Territory.Scenarios.Pipe;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Territory.Scenarios.OperationsConsole;

/// <summary>What could not be taken, on the page of dead letters.</summary>
[Collection<OnTheAllInOne>]
public sealed class AMessageOnThePage(AllInOneInstallation installation, ChromiumPart chromium)
{
    [Fact]
    public async Task an_operator_looks_after_a_message_that_could_not_be_taken()
    {
        await installation.TamperAsync("""
            create function ledger.fail_in_salqin() returns trigger language plpgsql as $$ begin raise exception 'broken for a test'; end $$;
            create trigger failing before insert on ledger.mt_events for each row when (new.stream_id like '%/C4140') execute function ledger.fail_in_salqin();
            """);
        var (_, report) = await installation.ReportAsync(Reports.TownTaken("سلقين", 7100));
        var path = "/api/reports/" + report.GetProperty("id").GetString();
        await using var console = await ConsolePage.OpenAsync(installation, chromium);
        await console.SignInAsync(await installation.KeyAsync(["operator"]), "/operations/dead-letters?state=waiting");
        var letter = console.Page.Locator("[data-letter]");
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

        await installation.TamperAsync("drop trigger failing on ledger.mt_events");
        await console.Page.ClickAsync(".kinds >> text=discarded");
        await Expect(letter).ToContainTextAsync("يعرفه المكتب");
        await letter.GetByText("Send again").ClickAsync();
        await Expect(console.Page.GetByText("None is discarded.")).ToBeVisibleAsync();
        await console.Page.ClickAsync(".kinds >> text=all");
        await Expect(letter.Filter(new() { HasText = "RecordClaims" }).Locator(".state")).ToHaveTextAsync("delivered");
        await Eventually.TrueAsync(async () => (await installation.GetAsync(path)).GetProperty("claims")[0].GetProperty("state").GetString() == "recorded", Eventually.Most);
        console.Complaints.ShouldBeEmpty();
    }
}
