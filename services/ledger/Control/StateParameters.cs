using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>The parameters every state question shares: theatre, at, known, reported.</summary>
internal static class StateParameters
{
    public const string TimeExpected = LocalTime.Expected + "; a date means the end of that local day";

    /// <summary>The theatre asked for; when null, the refusal is set.</summary>
    public static (Theatre? Theatre, IResult? Refused) ReadTheatre(QueryReader query, TheatreRegister theatres)
    {
        var id = query.Text("theatre");
        if (theatres.Choose(id) is { } theatre) return (theatre, null);
        var error = new FieldError("theatre", id, theatres.Expected);
        return (null, id is null ? Refusal.BadRequest(error) : Refusal.NotFound(error));
    }

    /// <summary>Reads at, known and reported. Wrong ones are collected by the reader; the future is a refusal of its own.</summary>
    public static (ControlQuestion Question, IResult? Refused) Read(QueryReader query, Theatre theatre, DateTimeOffset now)
    {
        var future = new List<FieldError>();
        var knownText = query.Text("known");
        var known = PositionOrTime.Position(knownText) is { } position
            ? new Knowledge(null, position)
            : Moment(query, "known", knownText, theatre, now, future) is { } instant ? new Knowledge(instant, null) : null;
        var question = new ControlQuestion(theatre, Moment(query, "at", query.Text("at"), theatre, now, future) ?? now, known, Moment(query, "reported", query.Text("reported"), theatre, now, future));
        return (question, query.Problem() ?? (future.Count > 0 ? Refusal.Meaning(future) : null));
    }

    /// <summary>A date means the end of that local day: its last microsecond, which is as fine as the store keeps time.</summary>
    private static DateTimeOffset? Moment(QueryReader query, string name, string? text, Theatre theatre, DateTimeOffset now, List<FieldError> future)
    {
        if (text is null) return null;
        if (LocalTime.TryParse(text, theatre.Zone, DateBasis.Analyst, out var time))
        {
            if (LocalTime.IsAhead(time.From, now)) future.Add(new(name, FieldError.Shorten(text), LocalTime.ExpectedBy(now)));
            return LocalTime.LastOf(time);
        }
        query.Wrong(name, text, TimeExpected + (name == "known" ? ", or " + PositionOrTime.Expected : ""));
        return null;
    }

    /// <summary>The area of a code, ISO code or unambiguous name; when null, the refusal is set.</summary>
    public static (Area? Area, IResult? Refused) FindArea(Theatre theatre, string text, string field = "area") => AreaSearch.Find(theatre, text) switch
    {
        AreaFound.Found found => (found.Area, null),
        AreaFound.Ambiguous several => (null, Refusal.BadRequest(new FieldError(field, text, AreaSearch.Expected(theatre, several)))),
        var none => (null, Refusal.NotFound(field, FieldError.Shorten(text), AreaSearch.Expected(theatre, none))),
    };
}
