using System.Security.Authentication;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace SipasSurvey.Queue;

/// <summary>Why the broker cannot be used, in words for whoever runs the service: which of the usual causes it is, and what to do.</summary>
public static class BrokerFailure
{
    private const string Address = $"See that user, password and virtual host in {BrokerAddress.Setting} are right, and that the user exists at the broker";

    /// <summary>What is said while there is no connection and nothing else is known.</summary>
    public const string NoConnection = $"The broker cannot be reached. See that RabbitMQ runs and that {BrokerAddress.Setting} is right.";

    /// <summary>One or two sentences. They hold nothing of the address, not even the user's name, as health is open to all.</summary>
    public static string Explain(Exception failure)
    {
        var all = All(failure).ToList();
        // Of several nodes some may be away; one that answers and refuses says more.
        if (all.Exists(it => it is AuthenticationFailureException))
        {
            return $"The broker refuses the login. {Address} (rabbitmqctl authenticate_user).";
        }

        if (all.OfType<BrokerCertificateException>().FirstOrDefault() is { } certificate)
        {
            return $"The broker's certificate is not trusted, so nothing was sent to it: {certificate.Message}. See that the host in "
                + $"{BrokerAddress.Setting} is the one that the certificate is for, and that {BrokerTrust.Setting} names the authority that made it.";
        }

        if (all.Exists(it => it is AuthenticationException))
        {
            return $"The broker and this process do not agree on TLS. See that the port in {BrokerAddress.Setting} is the broker's port for TLS (5671).";
        }

        var reason = all.OfType<OperationInterruptedException>().Select(it => it.ShutdownReason).FirstOrDefault(it => it is { Initiator: ShutdownInitiator.Peer });
        return reason?.ReplyCode switch
        {
            Constants.NotAllowed => $"The broker does not let the user into the virtual host. {Address} (rabbitmqctl list_vhosts, list_permissions).",
            Constants.AccessRefused => $"The broker does not let the user work with the queue. Let it configure, write and read {QueueTopology.Name}.* "
                + "(rabbitmqctl set_permissions).",
            Constants.PreconditionFailed => OfOtherQueue(reason.ReplyText),
            _ => NoConnection,
        };
    }

    private static string OfOtherQueue(string reply)
    {
        var queue = reply.Contains($"'{QueueTopology.DeadLetters}'", StringComparison.Ordinal) ? QueueTopology.DeadLetters : QueueTopology.Name;
        return $"The broker has a queue {queue} with other arguments than ours. Let who made it take what is in it, or see to it that nobody needs it, "
            + $"then delete it (rabbitmqctl delete_queue {queue}); it is declared again.";
    }

    private static IEnumerable<Exception> All(Exception failure) => failure switch
    {
        AggregateException many => many.InnerExceptions.SelectMany(All),
        { InnerException: { } inner } => All(inner).Prepend(failure),
        _ => [failure],
    };
}
