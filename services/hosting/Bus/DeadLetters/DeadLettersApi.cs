using System.Security.Claims;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RabbitMQ.Client.Exceptions;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;

namespace Territory.Hosting.Bus.DeadLetters;

/// <summary><c>/api/dead-letters</c>: operators see which messages could not be taken and why, send them again or give them up.</summary>
public static class DeadLettersApi
{
    public static void MapDeadLetters(this IEndpointRouteBuilder routes)
    {
        var letters = routes.MapGroup("/api/dead-letters").RequireAuthorization(Roles.Operator).WithTags("operation");
        letters.MapGet("", ListAsync).Produces<Page<DeadLetter>>()
            .Tells("Messages between the services that could not be taken.", Ask.OneOf<DeadLetterState>("state", "Only those that stand so."), Ask.Text("queue", "Only of this queue.", "record-claims"), Ask.After, Ask.Order, Ask.Limit);
        letters.MapGet("/{id}", OneAsync).Produces<OpenedDeadLetter>()
            .Tells("A dead letter, and what is in it.");
        letters.MapPost("/retry", RetryAllAsync).Produces<LettersRetried>(StatusCodes.Status202Accepted)
            .Tells($"Send those that wait to their queues again, up to {RetryDeadLetters.MostAtOnce} of them.", Ask.Text("queue", "Only those of this queue.", "record-claims"));
        letters.MapPost("/{id}/retry", RetryAsync).Produces<DeadLetter>(StatusCodes.Status202Accepted)
            .Tells("Send one to its queue again, also one that was discarded.");
        letters.MapPost("/{id}/discard", DiscardAsync).Produces<DeadLetter>().Takes<ReasonGiven>()
            .Tells("Give one up, and say why. It stays in the list.");
    }

    private static async Task<IResult> ListAsync(HttpRequest request, DeadLetterRegister register, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (state, queue, asked) = (query.OneOf<DeadLetterState>("state"), query.Text("queue"), Listing.Read(query));
        if (query.Problem() is { } problem) return problem;
        if (await Cursor.ProblemAsync(asked.After, register.FindAsync, "the id of a dead letter", cancellation) is { } stray) return stray;
        return Results.Ok(asked.PageOf(await register.ListAsync(state, queue, asked, cancellation), letter => letter.Id));
    }

    private static async Task<IResult> OneAsync(string id, HttpRequest request, DeadLetterRegister register, CancellationToken cancellation)
    {
        if (new QueryReader(request).Problem() is { } problem) return problem;
        if (await register.FindAsync(id, cancellation) is not { } letter) return Unknown(id);
        var message = await register.ReadAsync(id, cancellation);
        return Results.Ok(new OpenedDeadLetter(letter, message.Content, message.Content is null ? message.Text : null));
    }

    private static async Task<IResult> RetryAllAsync(HttpRequest request, ClaimsPrincipal person, RetryDeadLetters retry, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var queue = query.Text("queue");
        if (query.Problem() is { } problem) return problem;
        return await SentAsync(async () => await retry.SendAllAsync(queue, Name(person), cancellation) is var all && all is { Retrying: 0, QueuesGone.Count: > 0 } ? Gone(all.QueuesGone) : Results.Accepted(null, all));
    }

    private static async Task<IResult> RetryAsync(string id, ClaimsPrincipal person, DeadLetterRegister register, RetryDeadLetters retry, CancellationToken cancellation)
    {
        if (await register.FindAsync(id, cancellation) is not { } letter) return Unknown(id);
        if (letter.State == DeadLetterState.Delivered) return Refusal.Conflict($"The message of {id} was taken after all; there is nothing to send again.");
        return await SentAsync(async () =>
        {
            try
            {
                await retry.SendAsync(letter, Name(person), cancellation);
            }
            catch (MessageReturnedException)
            {
                return Gone([letter.Queue]);
            }
            return Results.Accepted($"/api/dead-letters/{id}", await register.FindAsync(id, cancellation));
        });
    }

    private static async Task<IResult> DiscardAsync(string id, HttpRequest request, ClaimsPrincipal person, DeadLetterRegister register, CancellationToken cancellation)
    {
        var (body, refused) = await BodyReader.ReadAsync(request, 16 * 1024, cancellation);
        if (body is null) return refused!;
        var reason = body.Text("reason", required: true, most: 1000);
        if (reason is not null && string.IsNullOrWhiteSpace(reason)) body.Wrong("reason", reason, "why it need not be taken");
        if (body.Problem() is { } problem) return problem;
        var discarded = await register.DiscardAsync(id, Name(person), reason!, cancellation);
        if (await register.FindAsync(id, cancellation) is not { } letter) return Unknown(id);
        return discarded ? Results.Ok(letter) : Refusal.Conflict(letter.State == DeadLetterState.Delivered
            ? $"The message of {id} was taken after all; there is nothing to give up."
            : $"{letter.ActedBy} discarded {id} already, at {letter.ActedAt:u}.");
    }

    private static async Task<IResult> SentAsync(Func<Task<IResult>> send)
    {
        try
        {
            return await send();
        }
        catch (Exception away) when (away is TimeoutException or MassTransitException or RabbitMQClientException)
        {
            return Refusal.Of(StatusCodes.Status503ServiceUnavailable, "Not available just now", "The broker does not say that it took the message. Try again when it is up (rabbitmqctl status): what was taken twice changes nothing.", []);
        }
    }

    private static IResult Gone(IReadOnlyList<string> queues) =>
        Refusal.Conflict($"There is no queue {string.Join(", ", queues)} at the broker. Start the service that takes from it, then try again; what should have gone there stays as it was.");

    private static string Name(ClaimsPrincipal person) => person.Identity?.Name ?? "somebody";

    private static IResult Unknown(string id) => Refusal.NotFound("id", FieldError.Shorten(id), "the id of a dead letter; GET /api/dead-letters lists them");
}
