using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Territory.Contracts;

namespace Territory.Tests.Client;

/// <summary>What a scripted server answers with.</summary>
internal static class Answers
{
    public static RequestDelegate Json(object body, int status = 200) => Text(JsonSerializer.Serialize(body, body.GetType(), ContractJson.Options), status);

    public static RequestDelegate Text(string body, int status = 200, string type = "application/json", string? retryAfter = null) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        await context.Response.WriteAsync(body, context.RequestAborted);
    };

    public static RequestDelegate Problem(int status, string detail, string? retryAfter = null) =>
        Text($$"""{"type":"about:blank","title":"Refused","status":{{status}},"detail":"{{detail}}","errors":[{"field":"area","found":"SY99","expected":"an area"}]}""", status, "application/problem+json", retryAfter);

    /// <summary>The public log, as <c>/api/changes</c> pages it. What <paramref name="log"/> gives may grow between requests.</summary>
    public static RequestDelegate Log(Func<IReadOnlyList<CloudEvent>> log) => async context =>
    {
        var query = context.Request.Query;
        var after = Number(query["after"], 0);
        var limit = (int)Number(query["limit"], 100);
        var rest = query["order"] == "desc" ? log().Reverse() : log().Where(e => Number(e.Position, 0) > after);
        var found = rest.Take(limit + 1).ToArray();
        var next = found.Length > limit ? found[limit - 1].Position : null;
        await Json(new { items = found.Take(limit), next })(context);
    };

    /// <summary>An event stream; it ends in good order when <paramref name="script"/> does.</summary>
    public static RequestDelegate Feed(Func<OpenFeed, Task> script) => async context =>
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.StartAsync(context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await script(new OpenFeed(context));
    };

    /// <summary>An event stream that sends these and stays open.</summary>
    public static RequestDelegate FeedThatStays(params CloudEvent[] events) => Feed(async feed =>
    {
        foreach (var e in events) await feed.SendAsync(e);
        await feed.StayAsync();
    });

    private static long Number(string? text, long otherwise) => text is null ? otherwise : long.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>The server's end of an event stream.</summary>
internal sealed class OpenFeed(HttpContext context)
{
    public long After => long.Parse(context.Request.Query["after"]!, CultureInfo.InvariantCulture);

    public Task SendAsync(CloudEvent e) => SendRawAsync(Frame(e));

    public async Task SendRawAsync(string text)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>Nothing more, but the connection stays.</summary>
    public Task StayAsync() => Task.Delay(Timeout.Infinite, context.RequestAborted);

    /// <summary>The connection breaks off.</summary>
    public void Abort() => context.Abort();

    public static string Frame(CloudEvent e) => $"id: {e.Position}\nevent: {EventTypes.Word(e.Type)}\ndata: {JsonSerializer.Serialize(e, ContractJson.Options)}\n\n";
}
