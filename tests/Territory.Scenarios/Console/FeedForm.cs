using Microsoft.Playwright;
using Territory.Scenarios.Installations;

namespace Territory.Scenarios.OperationsConsole;

/// <summary>The form that adds a feed, as a person fills it in.</summary>
internal static class FeedForm
{
    // So long a person looks for an answer before typing again.
    private const float PatienceInMilliseconds = 10_000;

    /// <summary>Fills it in and sends it until it is refused with these words: what is typed before the page listens is lost.</summary>
    public static Task RefusedAsync(IPage page, string words, params (string Field, string Text)[] form)
    {
        var refusal = page.Locator("form .refusal").Filter(new() { HasText = words });
        return Eventually.TrueAsync(async () =>
        {
            foreach (var (field, text) in form)
            {
                // The same text once more would be no change.
                if (await page.InputValueAsync(field) == text) await page.FillAsync(field, "");
                await page.FillAsync(field, text);
            }
            await page.ClickAsync("text=Read it");
            try
            {
                await refusal.WaitForAsync(new() { Timeout = PatienceInMilliseconds });
                return true;
            }
            catch (TimeoutException)
            {
                return false;
            }
        }, Eventually.Most);
    }
}
