# Commandes
qa-command-ask = Poser une question ; celles déjà résolues sont proposées pendant la saisie
qa-command-question = Trouver, résoudre et suivre les questions
qa-command-question-list = Listes de questions
qa-command-question-show = Afficher une question
qa-command-question-claim = Annoncer que vous préparez une réponse
qa-command-question-pin = Épingler ou désépingler une question
qa-command-question-release = Rendre à tous une question que vous aviez prise
qa-command-question-accept = Accepter une réponse, ou la proposer à l'auteur de la question
qa-command-question-unaccept = Annuler l'acceptation d'une réponse
qa-command-question-close = Fermer une question en disant comment elle s'est terminée
qa-command-question-reopen = Rouvrir une question fermée
qa-command-question-subscribe = Suivre les questions sur vos sujets
qa-menu-ask = Poser comme question
qa-menu-accept = Accepter la réponse
qa-option-title = Quelle est la question, en une phrase ?
qa-option-question = Numéro, titre ou lien ; sans rien : la question de ce fil
qa-option-show = Quelles questions
qa-option-topic = Seulement les questions sur ce sujet
qa-option-helper = Seulement les questions résolues par ce membre
qa-option-answer = Un lien vers le message ; sans rien : choisir dans une liste
qa-option-accepted = La réponse acceptée, ou un lien vers elle
qa-option-resolution = Comment elle s'est terminée
qa-option-link = Pour un doublon ou une question déplacée : où regarder
qa-option-reason = Pourquoi, pour le journal d'audit
qa-option-subscribe = Un sujet à suivre ou à ne plus suivre ; sans rien : choisir parmi tous
qa-choice-open = ouvertes, récentes d'abord
qa-choice-unanswered = sans réponse, anciennes d'abord
qa-choice-pinned = épinglées
qa-choice-mine = les miennes
qa-choice-solved = résolue
qa-choice-duplicate = doublon
qa-choice-stale = abandonnée
qa-choice-moved = déplacée
qa-choice-invalid = non valable

# Le formulaire
qa-form-ask = Poser une question
qa-form-edit = Modifier votre question
qa-field-title = Titre
qa-field-title-hint = La question en une phrase
qa-field-details = Que se passe-t-il ?
qa-field-details-hint = Ce que vous voyez, mot pour mot, et ce que vous attendiez
qa-field-tried = Qu'avez-vous essayé ?
qa-field-tried-hint = Pour que personne ne le propose à nouveau
qa-field-code = Code
qa-field-code-hint = Le plus court extrait qui montre le problème ; pas de secrets
qa-field-topics = Sujets
qa-field-topics-hint = Jusqu'à quatre ; leurs abonnés sont prévenus si personne ne répond

# La fiche
qa-card-status = État
qa-card-asker = Posée par
qa-card-topics = Sujets
qa-card-claimed = Réponse préparée par
qa-card-solved-by = Résolue par
qa-card-accepted = Réponse acceptée
qa-card-answer = réponse
qa-card-answer-refused = Elle contient ce que ce serveur ne veut pas me voir répéter. Lis-la dans le fil.
qa-card-source = D'abord posée dans
qa-card-more = La question complète suit dans le fil.
qa-card-edited = modifiée
qa-card-withdrawn = Retirée
qa-former-member = un ancien membre
qa-section-details = Ce qui se passe
qa-section-tried = Ce qui a été essayé
qa-section-code = Code
qa-status-open = Ouverte
qa-status-answered = Avec réponse
qa-resolution-solved = Résolue
qa-resolution-solved-hint = Cela marche maintenant
qa-resolution-duplicate = Doublon
qa-resolution-duplicate-hint = Une autre question a la réponse ; donnez son numéro ou son lien
qa-resolution-stale = Abandonnée
qa-resolution-stale-hint = Plus personne n'attend de réponse
qa-resolution-moved = Déplacée
qa-resolution-moved-hint = Elle continue ailleurs ; donnez le lien
qa-resolution-invalid = Non valable
qa-resolution-invalid-hint = On ne peut pas y répondre ici
qa-resolution-withdrawn = Retirée
qa-resolution-withdrawn-hint = Vous la retirez ; son texte est effacé
qa-button-accept = Accepter
qa-button-claim = Prendre
qa-button-release = Rendre
qa-button-close = Fermer
qa-button-reopen = Rouvrir
qa-button-subscribe = S'abonner…
qa-button-edit = Modifier

# Avant de publier
qa-look-alikes = Ces questions ressemblent à la vôtre. L'une d'elles la résout-elle ?
qa-button-solved = Cela l'a résolue
qa-button-post = Publier ma question
qa-button-revise = Modifier ma question
qa-solved-already = Tant mieux. Rien n'a été publié.
qa-posted = La question nº { $number } est publiée :
qa-posted-later = La question nº { $number } est conservée. Elle n'a pas pu être publiée à l'instant ; elle le sera dès que possible. Si cela dure, un modérateur en trouve la raison avec `/doctor`.
qa-ask-proposal = { $author }, { $proposer } pense que ce message ferait une bonne question. La poser en votre nom ?
qa-button-ask-it = La poser
qa-button-no-thanks = Non, merci
qa-ask-declined = Ce message reste un message.

# Réponses
qa-choose-answer = Quelle réponse l'a résolue ?
qa-select-answer = Quelle réponse ?
qa-select-proposal = Quelle réponse proposez-vous ?
qa-content-unknown = (texte inconnu)
qa-accepted = La question nº { $number } est résolue. Acceptée :
qa-unaccepted = Plus aucune réponse à la question nº { $number } n'est acceptée ; elle est de nouveau ouverte.
qa-button-undo = Annuler
qa-proposed = On a demandé à l'auteur de la question si cette réponse l'a résolue.
qa-proposal = { $asker }, { $proposer } pense que la réponse de { $author } a résolu votre question. Est-ce le cas ?
qa-proposal-declined = Cette réponse n'était pas encore la solution.
qa-button-yes = Oui, l'accepter
qa-button-no = Pas celle-ci
qa-thanks = Merci, { $helper } : votre réponse a été acceptée. 💚

# Suivi
qa-claimed = Vous préparez une réponse à la question nº { $number }. Tous le voient sur sa fiche.
qa-pinned = 📌 La question nº { $number } est épinglée : `/question list show:épinglées` la montre.
qa-unpinned = La question nº { $number } n'est plus épinglée.
qa-released = La question nº { $number } est de nouveau libre pour tous.
qa-reopened = La question nº { $number } est de nouveau ouverte.
qa-choose-resolution = Comment s'est-elle terminée ?
qa-select-resolution = Comment s'est-elle terminée ?
qa-closed = La question nº { $number } est fermée : { $status }
qa-closed-by = { $asker }, { $closer } a fermé cette question : { $status }
qa-withdraw-sure-own = Retirer votre question ? Son texte est effacé aussitôt et ne peut pas être retrouvé. Si quelqu'un a répondu, le fil reste avec les réponses ; sinon il est supprimé.
qa-withdraw-sure-other = Retirer cette question ? Son texte est effacé aussitôt et ne peut pas être retrouvé, et le journal d'audit vous nomme. Si quelqu'un a répondu, le fil reste avec les réponses ; sinon il est supprimé.
qa-button-withdraw-own = Retirer ma question
qa-button-withdraw-other = Retirer cette question
qa-button-try-again = Réessayer
qa-withdrawn-now = La question nº { $number } est retirée, et son texte effacé.
qa-edited = La question nº { $number } est modifiée.
qa-field-link = Où regarder
qa-field-link-hint = Le numéro d'une question (#12) ou un lien
qa-field-reason = Pourquoi ? (pour l'auteur et le journal)
qa-field-reason-hint = Peut rester vide

# Listes
qa-list-open = Questions ouvertes
qa-list-open-empty = Aucune question n'est ouverte. `/ask` en pose une.
qa-list-unanswered = Questions sans réponse, anciennes d'abord
qa-list-unanswered-empty = Chaque question ouverte a une réponse.
qa-list-pinned = Questions épinglées
qa-list-pinned-empty = Rien n'est encore épinglé. Un modérateur épingle une question avec `/question pin`.
qa-list-mine = Vos questions
qa-list-mine-empty = Vous n'avez encore rien demandé. `/ask` pose une question.
qa-list-topic = Questions sur
qa-list-topic-empty = Personne n'a encore posé de question là-dessus.
qa-list-helper = Questions résolues
qa-list-helper-empty = Aucune réponse de ce membre n'a encore été acceptée.
qa-card-lost = La carte de votre question nº { $number }, **{ $title }**, ne peut pas être montrée. { $reason }
qa-describe-card = la carte de la question nº { $number }
qa-show-no-thread = Cette question n'a pas de fil dans Discord pour l'instant. La rouvrir en crée un nouveau.

# Sujets
qa-choose-topics = Quand une question sur l'un de ces sujets reste sans réponse, vous êtes prévenu.
qa-select-topics = Sujets à suivre
qa-subscribed = Vous êtes prévenu des questions sans réponse sur : { $topics }
qa-unsubscribed = Vous ne suivez plus aucun sujet.
qa-button-edit-topics = Modifier la liste des sujets
qa-form-topics = Sujets de ce serveur
qa-field-topic-list = Sujets, un par ligne
qa-field-topic-list-hint = Jusqu'à 25, de 20 caractères au plus
qa-topics-changed = Les sujets sont maintenant : { $topics }

# Ce qui n'est pas possible
qa-title-empty = Le titre doit avoir au moins trois lettres ou chiffres : c'est par lui que l'on trouve votre question.
    .example = Pourquoi mon queryset s'exécute-t-il deux fois ?
qa-title-too-long = Le titre a { $length } caractères ; { $most } sont possibles. Le reste va dans « Que se passe-t-il ? ».
qa-details-empty = « Que se passe-t-il ? » est vide : dites ce que vous voyez et ce que vous attendiez.
    .example = J'obtiens un 403 de POST /api/orders, et j'attendais un 201.
qa-text-too-long = L'un des textes a { $length } caractères ; { $most } sont possibles. Mettez le code ou les journaux longs dans un fichier, dans le fil.
qa-too-many-topics = Une question peut avoir { $most } sujets.
qa-unknown = Il n'y a pas de question nº { $number } sur ce serveur.
qa-no-number = « { $typed } » n'est ni le numéro d'une question ni un lien vers l'une d'elles.
    .example = 12, #12, ou l'une des propositions
qa-not-in-thread = Ceci n'est pas le fil d'une question. Allez-y, ou dites de quelle question il s'agit.
    .example = /question show question:12
qa-no-message = « { $typed } » n'est ni le lien d'un message ni son identifiant. Clic droit sur le message, « Copier le lien du message ».
qa-only-asker-or-moderator = Seuls l'auteur de la question et les modérateurs en décident.
qa-only-asker = Seul l'auteur de la question peut faire cela.
qa-withdrawn = Cette question a été retirée.
qa-already-closed = Cette question est déjà fermée : { $resolution ->
    [solved] résolue
    [duplicate] doublon
    [stale] abandonnée
    [moved] déplacée
   *[invalid] non valable
}, par { $by }.
qa-already-open = Cette question est déjà ouverte.
qa-closed-by-moderator = { $by } a mis fin à cette question en tant que modérateur. Si c'était une erreur, parlez-en à un modérateur : il peut la rouvrir.
qa-closed-by-time = Cette question est déjà fermée : personne n'y avait écrit depuis un moment.
qa-no-thread = Cette question n'a pas de fil où je puisse écrire en ce moment, et son auteur ne peut donc pas y être interrogé.
qa-nothing-changed = Ce sont déjà exactement les réponses acceptées : rien n'a changé.
qa-list-one-option = Choisissez une seule liste : `show`, `topic` ou `helper`.
    .example = /question list topic:Django
qa-ask-from-closed = Ce message est dans un salon que tout le monde ne voit pas, et les questions sont publiques. Seul son auteur peut la poser.
qa-channel-not-yours = Les questions se posent dans { $channel }, où vous ne pouvez pas participer. Un modérateur peut changer cela.
qa-claim-own = C'est votre propre question : d'autres peuvent la prendre.
qa-claimed-by-you = Vous avez déjà pris cette question.
qa-claimed-already = { $by } prépare déjà une réponse à cette question.
qa-not-claimed = Personne n'a pris cette question.
qa-duplicate-of-itself = Une question ne peut pas être son propre doublon.
qa-link-needed = Dites où regarder : le numéro d'une question de ce serveur, ou un lien.
    .example = #12 ou https://docs.djangoproject.com/
qa-no-answers = Personne n'a encore écrit dans le fil de cette question.
qa-accepted-already = Cette réponse a déjà été acceptée, par { $by }.
qa-not-accepted = Cette réponse n'est pas acceptée, donc rien n'a changé.
qa-too-many-accepted = Une question peut avoir { $most } réponses acceptées. Annulez-en d'abord une.
qa-not-an-answer = Ce message n'est pas dans le fil de cette question, ou n'est pas connu ici. Utilisez sur lui le menu « Accepter la réponse ».
qa-answer-deleted = Ce message a été supprimé.
qa-proposed-already = Quelqu'un a déjà proposé cette réponse ; l'auteur de la question décide.
qa-message-of-bot = Ce message a été écrit par un bot.
qa-message-empty = Ce message n'a pas de texte qui puisse être une question.
qa-asked-already = Ce message est déjà devenu une question : nº { $number }.
qa-ask-proposed-already = On a déjà demandé à son auteur si ce message doit devenir une question.
qa-draft-gone = C'est déjà publié, ou trop ancien. `/ask` recommence.
qa-edit-gone = C'est déjà modifié, ou trop ancien. *Modifier* sur la carte recommence.
qa-draft-not-yours = C'est à quelqu'un d'autre d'en décider.
qa-no-channel = Il n'y a pas de salon pour les questions : ni choisi, ni nommé #{ $name }. Un modérateur le choisit ou le crée avec `/setup`.
qa-channel-closed = Je ne peux pas publier dans { $channel } : il me faut y voir le salon, envoyer des messages, intégrer des liens et créer des fils publics. Un modérateur en apprend plus avec `/doctor`.
qa-unknown-topic = « { $name } » n'est pas un sujet ici. Il y a : { $topics }
qa-topics-empty = La liste doit avoir au moins un sujet.
    .example = Django
qa-topics-too-many = Cela fait { $count } sujets ; { $most } sont possibles.
qa-topic-too-long = « { $name } » dépasse { $most } caractères, ce que peut avoir une étiquette de forum.
qa-topic-twice = « { $name } » y figure deux fois.

# Journal d'audit
qa-audit-accept = a accepté une réponse
qa-audit-unaccept = a annulé une acceptation
qa-audit-pin = a épinglé
qa-audit-unpin = a retiré l'épingle de
qa-audit-close = a fermé
qa-audit-reopen = a rouvert
qa-audit-release = a rendu libre
qa-audit-ask-for = a posé le message d'un membre
qa-audit-topics = a changé les sujets
qa-audit-remove = a retiré les mots de

# Questions sans suite ou sans réponse
qa-quiet = { $asker }, est-ce résolu ? Si une réponse a aidé, acceptez-la, pour que d'autres la trouvent aussi.
qa-quiet-left = L'auteur de la question a quitté le serveur. Une réponse l'a-t-elle résolue ? Un modérateur peut l'accepter, ou fermer la question.
qa-has-left = { $member } (a quitté le serveur)
qa-button-quiet-yes = Oui, c'est résolu
qa-button-quiet-no = Pas encore
qa-stays-open = Pas encore résolu : la question reste ouverte.
qa-stale = { $asker }, personne n'a écrit ici depuis un moment, la question est donc fermée comme abandonnée. S'il vous faut toujours une réponse, rouvrez-la.
qa-call = { $members }, cette question n'a pas encore de réponse, et elle porte sur un sujet que vous suivez. Pouvez-vous aider ?
qa-call-nobody = Cette question n'a pas encore de réponse. Quelqu'un peut-il aider ?
qa-call-moderators = La question n° { $number } n'a pas encore de réponse, et personne ne suit ses sujets. Posée { $asked } : { $title } { $link }

# Réponses acceptées supprimées
qa-gone = Votre message accepté comme réponse à la question n° { $number }, « { $title } » { $link }, a été supprimé. Son texte est masqué, et sera effacé le { $until } sauf si vous le laissez. D'autres peuvent-ils continuer à le lire ? Si oui, je le publie dans le fil en votre nom.
qa-gone-public = { $author }, votre réponse acceptée a été supprimée. Son texte est masqué, et sera effacé le { $until } sauf si vous le laissez. Si vous le laissez, je le publie ici en votre nom.
qa-button-keep-answer = Laisser le texte
qa-button-erase-answer = L'effacer maintenant
qa-gone-kept = Merci. Le texte reste, et il est publié dans le fil.
qa-gone-erased = Le texte est effacé.
qa-kept-too-late = C'est déjà décidé, ou le texte est effacé.
qa-kept-copy = Une réponse acceptée de { $author }, dont le message a été supprimé et qui laisse le texte :

qa-button-ask-missed = Poser la question
qa-missed-gone = C'est déjà ôté de la liste.
    .example = /ask

qa-digest-unanswered = { $count ->
    [one] 🙋 1 question attend une réponse
   *[other] 🙋 { $count } questions attendent une réponse
}
qa-digest-solved = { $count ->
    [one] ✅ 1 question résolue
   *[other] ✅ { $count } questions résolues
}
