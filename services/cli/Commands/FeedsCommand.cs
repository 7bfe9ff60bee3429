using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;

namespace Territory.Cli.Commands;

/// <summary><c>territory feeds</c>: the feeds that are read, and how they stand.</summary>
internal static class FeedsCommand
{
    private const int MostMinutes = 24 * 60;

    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var command = new Command("feeds", "Lists the feeds of RSS and Atom that are read, how each stands and what went wrong last.") { Add(server, surroundings), Poll(server, surroundings), Remove(server, surroundings) };
        Examples.AddTo(command, "territory feeds", "territory feeds add https://news.example/rss --source \"Field desk\" --every 30", "territory feeds poll fee_0123", "territory feeds remove fee_0123");
        return command.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var found = new List<FeedEntry>();
            for (Page<FeedEntry>? page = null; page is null || page.Next is not null;)
            {
                page = await session.Client.FeedsAsync(page?.Next, 1000, cancellation);
                found.AddRange(page.Items);
            }
            if (session.Output.IsJson) foreach (var feed in found) session.Output.Json(feed);
            else if (found.Count == 0) session.Output.Line("No feed is read.");
            else
            {
                var times = await session.TimesAsync(parsed.GetValue(server.Theatre), cancellation);
                session.Output.Table(["Id", "Source", "Address", "State", "Taken", "Answered last", "Asked again", Output.Remarks], found.Select(f => (IReadOnlyList<Cell>)
                    [f.Id, f.Source, f.Url, f.Status?.State, $"{f.Status?.Items}", times.Show(f.Status?.OkAt, "never"), times.Show(f.Status?.NextAt, ""), f.Status?.Problem ?? f.Status?.ItemProblem]));
            }
            return ExitCode.Ok;
        });
    }

    private static Command Add(ServerOptions server, Surroundings surroundings)
    {
        var url = new Argument<Uri>("URL") { Description = "Where it is.", CustomParser = given => Uri.TryCreate(given.Tokens.SingleOrDefault()?.Value, UriKind.Absolute, out var address) ? address : Wrong(given) };
        var source = new Option<string>("--source") { Description = "The name of the register under which its items are taken.", HelpName = "name", Required = true };
        var every = new Option<int?>("--every") { Description = $"How often it is asked, 1 to {MostMinutes}; 15 without it.", HelpName = "minutes" };
        every.Validators.Add(Numbers.Positive("--every"));
        var pages = new Option<bool>("--pages") { Description = "Fetch the pages its items link to, and take their articles." };
        return new Command("add", "Reads a feed from now on, as a source of the register; it is asked at once.") { url, source, every, pages }.Does(server, surroundings, async (parsed, session, cancellation) =>
            Tell(session.Output, await session.Client.AddFeedAsync(parsed.GetValue(source)!, parsed.GetValue(url)!, parsed.GetValue(every), parsed.GetValue(pages), cancellation)));
    }

    private static Command Poll(ServerOptions server, Surroundings surroundings)
    {
        var id = Id();
        return new Command("poll", "Asks a feed now.") { id }.Does(server, surroundings, async (parsed, session, cancellation) => Tell(session.Output, await session.Client.PollFeedAsync(parsed.GetValue(id)!, cancellation)));
    }

    private static Command Remove(ServerOptions server, Surroundings surroundings)
    {
        var id = Id();
        return new Command("remove", "Reads a feed no more; what was taken from it stays.") { id }.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            await session.Client.RemoveFeedAsync(parsed.GetValue(id)!, cancellation);
            if (!session.Output.IsJson) session.Output.Line($"{parsed.GetValue(id)} is read no more.");
            return ExitCode.Ok;
        });
    }

    private static ExitCode Tell(Output output, FeedEntry feed)
    {
        if (output.IsJson) output.Json(feed);
        else output.Line($"{feed.Id}  {Plain.Isolated(feed.Source)}, {Plain.Line(feed.Url)}, every {feed.EveryMinutes} min: {feed.Status?.State}; it is asked now.");
        return ExitCode.Ok;
    }

    private static Uri? Wrong(System.CommandLine.Parsing.ArgumentResult given)
    {
        given.AddError($"URL is '{given.Tokens.SingleOrDefault()?.Value}'; expected an address such as https://news.example/rss");
        return null;
    }

    private static Argument<string> Id() => new("ID") { Description = "The feed, as territory feeds names it." };
}
