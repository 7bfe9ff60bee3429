using Territory.Contracts;

namespace Territory.Theatres;

internal static class ReportChecks
{
    public static IEnumerable<string> Of(Theatre theatre)
    {
        foreach (var twice in theatre.SourceRegister.GroupBy(s => s.Name).Where(g => g.Count() > 1))
            yield return $"sources.json: {twice.Count()} sources have the name {twice.Key}; a name is one source.";
        foreach (var source in theatre.SourceRegister.Where(s => s.Party is not null && theatre.FindActor(s.Party) is null))
            yield return $"sources.json, {source.Name}: its party {source.Party} is no actor of actors.json.";
        foreach (var report in theatre.Demonstration)
        {
            var source = theatre.SourceRegister.FirstOrDefault(s => s.Name == report.Source);
            if (source is null) yield return $"demonstration/{report.Id}.json: the source '{report.Source}' is not in sources.json.";
            else if (!source.Demonstration) yield return $"demonstration/{report.Id}.json: the source '{report.Source}' is a real one; an invented report has a source marked as demonstration.";
            else if (!report.Grade.Equals(source.Grade.LoweredTo(report.Grade))) yield return $"demonstration/{report.Id}.json: the grade {report.Grade} is better than the source's {source.Grade}; a report may lower it, never raise it.";
            if (!LocalTime.TryParse(report.PublishedAt, theatre.Zone, DateBasis.Published, out _)) yield return $"demonstration/{report.Id}.json: publishedAt '{report.PublishedAt}' cannot be read; expected {LocalTime.Expected}.";
            if (report.Text.Length == 0) yield return $"demonstration/{report.Id}.json: the text is empty.";
        }
        foreach (var (earlier, later) in theatre.Demonstration.Zip(theatre.Demonstration.Skip(1)))
            if (PublishedAt(later, theatre) < PublishedAt(earlier, theatre))
                yield return $"demonstration/{later.Id}.json: it is read after {earlier.Id}, but published before it; files are read in the order of their names.";
    }

    private static DateTimeOffset PublishedAt(DemonstrationReport report, Theatre theatre) =>
        LocalTime.TryParse(report.PublishedAt, theatre.Zone, DateBasis.Published, out var time) ? time.From : DateTimeOffset.MinValue;
}
