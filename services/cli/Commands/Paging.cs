using Territory.Cli.Screen;
using Territory.Client;

namespace Territory.Cli.Commands;

/// <summary>A list that comes a page at a time, shown up to a limit.</summary>
internal static class Paging
{
    private const int LargestPage = 1000;

    /// <param name="output">Where it is told that there are more.</param>
    /// <param name="limit">Most items shown.</param>
    /// <param name="read">Reads a page behind a cursor, with at most so many items; the first one behind null.</param>
    /// <param name="show">Shows an item.</param>
    /// <param name="none">What is said of an empty list to people.</param>
    /// <param name="more">What is said when there are more, given the cursor.</param>
    public static async Task<ExitCode> ShowAsync<T>(Output output, int limit, Func<string?, int, Task<Page<T>>> read, Action<T> show, string none, Func<string, string> more)
    {
        string? after = null;
        for (var left = limit; ;)
        {
            var page = await read(after, Math.Min(left, LargestPage));
            if (after is null && page.Items.Count == 0 && !output.IsJson) output.Line(none);
            foreach (var item in page.Items) show(item);
            left -= page.Items.Count;
            if (page.Next is not { } next || page.Items.Count == 0) return ExitCode.Ok;
            if (left <= 0)
            {
                output.Note(more(next));
                return ExitCode.Ok;
            }
            after = next;
        }
    }
}
